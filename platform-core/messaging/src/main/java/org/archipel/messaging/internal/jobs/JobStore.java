package org.archipel.messaging.internal.jobs;

import static org.archipel.messaging.internal.jdbc.Parameters.orNull;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.messaging.internal.jdbc.Parameters.Null;
import org.archipel.messaging.internal.jdbc.Sql;

/** The table of jobs as their owners see them: submitted, listed, cancelled. What happens to a run is in {@link RunStore}. */
final class JobStore {
    void insert(Connection connection, Job job, Optional<String> exclusiveKey) {
        Sql.update(
                connection,
                "INSERT INTO jobs (id, organization_id, type, state, payload, progress_done, progress_phase, attempts,"
                        + " max_attempts, lost_runs, exclusive_key, cancel_requested, created_by, created_at, run_at, version)"
                        + " VALUES (?, ?, ?, ?, ?, 0, '', 0, ?, 0, ?, ?, ?, ?, ?, 1)",
                job.id(),
                job.organizationId(),
                job.type(),
                job.state(),
                job.input(),
                job.maxAttempts(),
                orNull(exclusiveKey.orElse(null), Null.TEXT),
                false,
                job.createdBy(),
                job.createdAt(),
                job.runAt());
    }

    Optional<Job> find(Connection connection, String organizationId, String id) {
        return Sql.first(
                connection,
                "SELECT * FROM jobs WHERE id = ? AND organization_id = ?",
                JobRows::read,
                id,
                organizationId);
    }

    /** Newest first, after the given id. */
    List<Job> list(Connection connection, String organizationId, JobFilter filter, Optional<String> after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM jobs WHERE organization_id = ?");
        List<Object> values = new ArrayList<>(List.of(organizationId));
        if (!filter.states().isEmpty()) {
            sql.append(" AND state IN (")
                    .append(Sql.marks(filter.states().size()))
                    .append(")");
            values.addAll(filter.states());
        }
        filter.type().ifPresent(type -> {
            sql.append(" AND type = ?");
            values.add(type);
        });
        after.ifPresent(id -> {
            sql.append(" AND id < ?");
            values.add(id);
        });
        sql.append(" ORDER BY id DESC FETCH FIRST ").append(limit).append(" ROWS ONLY");
        return Sql.list(connection, sql.toString(), JobRows::read, values.toArray());
    }

    Optional<String> exclusiveKey(Connection connection, String organizationId, String id) {
        return Sql.first(
                connection,
                "SELECT exclusive_key FROM jobs WHERE id = ? AND organization_id = ? AND exclusive_key IS NOT NULL",
                row -> row.getString(1),
                id,
                organizationId);
    }

    /** Ends a job that no run has begun; whether it was still so. */
    boolean cancelQueued(Connection connection, String organizationId, String id, Instant now) {
        return Sql.update(
                        connection,
                        "UPDATE jobs SET state = ?, cancel_requested = ?, finished_at = ?, version = version + 1"
                                + " WHERE id = ? AND organization_id = ? AND state = ?",
                        Job.State.CANCELLED,
                        true,
                        now,
                        id,
                        organizationId,
                        Job.State.QUEUED)
                == 1;
    }

    /** Marks a running job for its node to stop it. */
    boolean requestCancel(Connection connection, String organizationId, String id) {
        return Sql.update(
                        connection,
                        "UPDATE jobs SET cancel_requested = ?, version = version + 1"
                                + " WHERE id = ? AND organization_id = ? AND state = ?",
                        true,
                        id,
                        organizationId,
                        Job.State.RUNNING)
                == 1;
    }

    /** Puts a failed job back; whether it was a failed one. */
    boolean requeueFailed(Connection connection, String organizationId, String id, Instant now) {
        return Sql.update(
                        connection,
                        "UPDATE jobs SET state = ?, attempts = 0, lost_runs = 0, error_code = NULL, error_message = NULL,"
                                + " error_retryable = NULL, cancel_requested = ?, run_at = ?, finished_at = NULL,"
                                + " version = version + 1 WHERE id = ? AND organization_id = ? AND state = ?",
                        Job.State.QUEUED,
                        false,
                        now,
                        id,
                        organizationId,
                        Job.State.FAILED)
                == 1;
    }

    /** Forgets jobs that ended before the given time; platform administration, over all organizations. */
    int deleteFinishedBefore(Connection connection, Instant limit) {
        return Sql.update(connection, "DELETE FROM jobs WHERE finished_at < ?", limit);
    }
}
