package org.archipel.messaging.internal.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.messaging.JobRequest;
import org.archipel.messaging.JobSchedule;
import org.archipel.persistence.JsonColumn;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** The table of schedules. */
final class ScheduleStore {

    Optional<Stored> find(Transaction transaction, String organizationId, String name) {
        return Sql.on(transaction)
                .first(
                        "SELECT * FROM job_schedules WHERE organization_id = ? AND name = ?",
                        ScheduleStore::read,
                        organizationId,
                        name);
    }

    /** By the id that its execution carries: the caller is the scheduler, not an organization. */
    Optional<Stored> byId(Transaction transaction, String id) {
        return Sql.on(transaction).first("SELECT * FROM job_schedules WHERE id = ?", ScheduleStore::read, id);
    }

    void insert(Transaction transaction, Stored stored) {
        JobSchedule schedule = stored.schedule();
        Sql.on(transaction)
                .update(
                        "INSERT INTO job_schedules (id, organization_id, name, timing, jitter_seconds, job_type, payload,"
                                + " exclusive_key, max_attempts, created_by, next_run_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        stored.id(),
                        stored.organizationId(),
                        schedule.name(),
                        schedule.timing(),
                        schedule.jitterSeconds(),
                        schedule.request().type(),
                        schedule.request().input(),
                        schedule.request().exclusiveKey().orElse(null),
                        schedule.request().maxAttempts(),
                        stored.createdBy(),
                        stored.nextRunAt());
    }

    void update(Transaction transaction, Stored stored) {
        JobSchedule schedule = stored.schedule();
        Sql.on(transaction)
                .update(
                        "UPDATE job_schedules SET timing = ?, jitter_seconds = ?, job_type = ?, payload = ?, exclusive_key = ?,"
                                + " max_attempts = ?, created_by = ?, next_run_at = ? WHERE id = ?",
                        schedule.timing(),
                        schedule.jitterSeconds(),
                        schedule.request().type(),
                        schedule.request().input(),
                        schedule.request().exclusiveKey().orElse(null),
                        schedule.request().maxAttempts(),
                        stored.createdBy(),
                        stored.nextRunAt(),
                        stored.id());
    }

    List<String> ids(Transaction transaction, String organizationId) {
        return Sql.on(transaction)
                .list(
                        "SELECT id FROM job_schedules WHERE organization_id = ?",
                        row -> row.getString(1),
                        organizationId);
    }

    void advance(Transaction transaction, String id, Instant nextRunAt) {
        Sql.on(transaction).update("UPDATE job_schedules SET next_run_at = ? WHERE id = ?", nextRunAt, id);
    }

    void delete(Transaction transaction, String id) {
        Sql.on(transaction).update("DELETE FROM job_schedules WHERE id = ?", id);
    }

    private static Stored read(ResultSet row) throws SQLException {
        JobRequest request = new JobRequest(
                row.getString("job_type"),
                (ObjectNode) JsonColumn.read(row.getString("payload")),
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

    /** A schedule as it is stored; its id is also that of its execution. */
    record Stored(String id, String organizationId, JobSchedule schedule, String createdBy, Instant nextRunAt) {}
}
