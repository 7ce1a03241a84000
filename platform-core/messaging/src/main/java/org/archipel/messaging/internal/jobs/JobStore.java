package org.archipel.messaging.internal.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobFilter;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.rest.Page;

/** The table of jobs as their owners see them: submitted, listed, cancelled. What happens to a run is in {@link RunStore}. */
final class JobStore {
    // Characters of the inputs and results of one page.
    private static final long LONGEST_PAGE = 1 << 20;

    void insert(Transaction transaction, Job job, Optional<String> exclusiveKey) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO jobs (id, organization_id, type, state, payload, progress_done, progress_phase, attempts,"
                                + " max_attempts, lost_runs, exclusive_key, cancel_requested, created_by, created_at, run_at, version)"
                                + " VALUES (?, ?, ?, ?, ?, 0, '', 0, ?, 0, ?, ?, ?, ?, ?, 1)",
                        job.id(),
                        job.organizationId(),
                        job.type(),
                        job.state(),
                        job.input(),
                        job.maxAttempts(),
                        exclusiveKey.orElse(null),
                        false,
                        job.createdBy(),
                        job.createdAt(),
                        job.runAt());
    }

    Optional<Job> find(Transaction transaction, String organizationId, String id) {
        return Sql.on(transaction)
                .first("SELECT * FROM jobs WHERE id = ? AND organization_id = ?", JobRows::read, id, organizationId);
    }

    /**
     * Newest first, after the given id.
     *
     * @return fewer than were asked for where they are long
     */
    Page<Job> list(
            Transaction transaction, String organizationId, JobFilter filter, Optional<String> after, int limit) {
        String index = filter.states().size() == 1 ? "jobs_by_organization_and_state" : "jobs_by_organization";
        StringBuilder sql =
                new StringBuilder("SELECT * FROM " + Sql.byIndex("jobs", index) + " WHERE organization_id = ?");
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
        sql.append(" ORDER BY id DESC FETCH FIRST ").append(limit + 1).append(" ROWS ONLY");
        Sql.Slice<JobRows.Text> found = Sql.on(transaction)
                .upTo(LONGEST_PAGE, JobRows.Text::length, sql.toString(), JobRows.Text::read, values.toArray());
        List<Job> jobs =
                found.rows().stream().limit(limit).map(JobRows.Text::job).toList();
        boolean more = found.cut() || found.rows().size() > limit;
        return new Page<>(jobs, more ? jobs.get(jobs.size() - 1).id() : null);
    }

    Optional<String> exclusiveKey(Transaction transaction, String organizationId, String id) {
        return Sql.on(transaction)
                .first(
                        "SELECT exclusive_key FROM jobs WHERE id = ? AND organization_id = ? AND exclusive_key IS NOT NULL",
                        row -> row.getString(1),
                        id,
                        organizationId);
    }

    /** Ends a job that no run has begun; whether it was still so. */
    boolean cancelQueued(Transaction transaction, String organizationId, String id, Instant now) {
        return Sql.on(transaction)
                        .update(
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
    boolean requestCancel(Transaction transaction, String organizationId, String id) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET cancel_requested = ?, version = version + 1"
                                        + " WHERE id = ? AND organization_id = ? AND state = ?",
                                true,
                                id,
                                organizationId,
                                Job.State.RUNNING)
                == 1;
    }

    /** Puts a failed job back; whether it was a failed one. */
    boolean requeueFailed(Transaction transaction, String organizationId, String id, Instant now) {
        return Sql.on(transaction)
                        .update(
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
    int deleteFinishedBefore(Transaction transaction, Instant limit) {
        return Sql.on(transaction).update("DELETE FROM jobs WHERE finished_at < ?", limit);
    }
}
