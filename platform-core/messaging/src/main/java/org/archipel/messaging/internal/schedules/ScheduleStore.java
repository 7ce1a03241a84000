package org.archipel.messaging.internal.schedules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.internal.jdbc.Parameters;
import org.archipel.messaging.internal.jdbc.Parameters.Null;
import org.archipel.messaging.internal.jdbc.Sql;
import org.archipel.persistence.Timestamps;

/** The table of schedules. */
final class ScheduleStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    Optional<Stored> find(Connection connection, String organizationId, String name) {
        return Sql.first(
                connection,
                "SELECT * FROM job_schedules WHERE organization_id = ? AND name = ?",
                ScheduleStore::read,
                organizationId,
                name);
    }

    /** By the id that its execution carries: the caller is the scheduler, not an organization. */
    Optional<Stored> byId(Connection connection, String id) {
        return Sql.first(connection, "SELECT * FROM job_schedules WHERE id = ?", ScheduleStore::read, id);
    }

    void insert(Connection connection, Stored stored) {
        JobSchedule schedule = stored.schedule();
        Sql.update(
                connection,
                "INSERT INTO job_schedules (id, organization_id, name, timing, jitter_seconds, job_type, payload,"
                        + " exclusive_key, max_attempts, created_by, next_run_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                stored.id(),
                stored.organizationId(),
                schedule.name(),
                schedule.timing(),
                schedule.jitterSeconds(),
                schedule.request().type(),
                schedule.request().input(),
                Parameters.orNull(schedule.request().exclusiveKey().orElse(null), Null.TEXT),
                schedule.request().maxAttempts(),
                stored.createdBy(),
                stored.nextRunAt());
    }

    void update(Connection connection, Stored stored) {
        JobSchedule schedule = stored.schedule();
        Sql.update(
                connection,
                "UPDATE job_schedules SET timing = ?, jitter_seconds = ?, job_type = ?, payload = ?, exclusive_key = ?,"
                        + " max_attempts = ?, created_by = ?, next_run_at = ? WHERE id = ?",
                schedule.timing(),
                schedule.jitterSeconds(),
                schedule.request().type(),
                schedule.request().input(),
                Parameters.orNull(schedule.request().exclusiveKey().orElse(null), Null.TEXT),
                schedule.request().maxAttempts(),
                stored.createdBy(),
                stored.nextRunAt(),
                stored.id());
    }

    void advance(Connection connection, String id, Instant nextRunAt) {
        Sql.update(connection, "UPDATE job_schedules SET next_run_at = ? WHERE id = ?", nextRunAt, id);
    }

    void delete(Connection connection, String id) {
        Sql.update(connection, "DELETE FROM job_schedules WHERE id = ?", id);
    }

    private static Stored read(ResultSet row) throws SQLException {
        JobRequest request = new JobRequest(
                row.getString("job_type"),
                json(row.getString("payload")),
                Optional.ofNullable(row.getString("exclusive_key")),
                Optional.empty(),
                row.getInt("max_attempts"));
        return new Stored(
                row.getString("id"),
                row.getString("organization_id"),
                new JobSchedule(row.getString("name"), row.getString("timing"), row.getInt("jitter_seconds"), request),
                row.getString("created_by"),
                Timestamps.get(row, "next_run_at"));
    }

    private static ObjectNode json(String text) throws SQLException {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a schedule's JSON cannot be read", e);
        }
    }

    /** A schedule as it is stored; its id is also that of its execution. */
    record Stored(String id, String organizationId, JobSchedule schedule, String createdBy, Instant nextRunAt) {}
}
