package org.archipel.messaging.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * What happens to a job while it runs. Each run has an id of its own, and writes only as long as the job carries it: a run that was
 * given up for dead cannot change what its successor does.
 *
 * <p>Jobs are named by id alone here: the caller is the node that runs them, not an organization.
 */
final class RunStore {
    private static final int MAX_MESSAGE = 2000;

    Optional<Job> find(Transaction transaction, String id) {
        return Sql.on(transaction).first("SELECT * FROM jobs WHERE id = ?", JobRows::read, id);
    }

    /** Begins a run; whether the job was waiting for one. */
    boolean begin(Transaction transaction, String id, String runId, String node, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET state = ?, run_id = ?, node = ?, started_at = ?, attempts = attempts + 1,"
                                        + " version = version + 1 WHERE id = ? AND state = ?",
                                Job.State.RUNNING,
                                runId,
                                node,
                                now,
                                id,
                                Job.State.QUEUED)
                == 1;
    }

    /** Ends the job; whether the run still owned it. */
    boolean end(Transaction transaction, Run run, Job.State state, JsonNode result, Job.Failure failure, Instant now) {
        int changed = Sql.on(transaction)
                .update(
                        "UPDATE jobs SET state = ?, outcome = ?, error_code = ?, error_message = ?, error_retryable = ?,"
                                + " progress_done = ?, progress_total = ?, progress_phase = ?, run_id = NULL, node = NULL,"
                                + " finished_at = ?, version = version + 1 WHERE id = ? AND run_id = ?",
                        state,
                        result,
                        failure == null ? null : failure.code(),
                        failure == null ? null : cut(failure.message()),
                        failure == null ? null : failure.retryable(),
                        run.progress().done(),
                        run.progress().total(),
                        run.progress().phase(),
                        now,
                        run.jobId(),
                        run.runId());
        return changed == 1;
    }

    /** Puts the job back to run again at the given time; whether the run still owned it. */
    boolean retry(Transaction transaction, Run run, Job.Failure failure, Instant at) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET state = ?, error_code = ?, error_message = ?, error_retryable = ?, run_at = ?,"
                                        + " run_id = NULL, node = NULL, version = version + 1 WHERE id = ? AND run_id = ?",
                                Job.State.QUEUED,
                                failure.code(),
                                cut(failure.message()),
                                failure.retryable(),
                                at,
                                run.jobId(),
                                run.runId())
                == 1;
    }

    /** Puts the job back as if this run had not begun; whether the run still owned it. */
    boolean handBack(Transaction transaction, Run run, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET state = ?, attempts = attempts - 1, run_at = ?, run_id = NULL, node = NULL,"
                                        + " version = version + 1 WHERE id = ? AND run_id = ?",
                                Job.State.QUEUED,
                                now,
                                run.jobId(),
                                run.runId())
                == 1;
    }

    /** Puts the job back as if this run had not begun, telling why it waits; whether the run still owned it. */
    boolean handBack(Transaction transaction, Run run, Job.Failure why, Instant at) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET state = ?, attempts = attempts - 1, error_code = ?, error_message = ?,"
                                        + " error_retryable = ?, run_at = ?, run_id = NULL, node = NULL,"
                                        + " version = version + 1 WHERE id = ? AND run_id = ?",
                                Job.State.QUEUED,
                                why.code(),
                                cut(why.message()),
                                true,
                                at,
                                run.jobId(),
                                run.runId())
                == 1;
    }

    /** Puts back a job whose node died; the run does not count as an attempt, but as one more that was lost in a row. */
    boolean recover(Transaction transaction, String id, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET state = ?, attempts = attempts - 1, lost_runs = lost_runs + 1, run_at = ?,"
                                        + " run_id = NULL, node = NULL, version = version + 1 WHERE id = ? AND state = ?",
                                Job.State.QUEUED,
                                now,
                                id,
                                Job.State.RUNNING)
                == 1;
    }

    /** Runs in a row that ended with the death of their node, without progress between. */
    int lostRuns(Transaction transaction, String id) {
        return (int) Sql.on(transaction)
                .number("SELECT lost_runs FROM jobs WHERE id = ?", id)
                .orElse(0);
    }

    /** Ends a job for which no run is to begin anymore; whether it was waiting. */
    boolean endQueued(Transaction transaction, String id, Job.State state, Job.Failure failure, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET state = ?, error_code = ?, error_message = ?, error_retryable = ?,"
                                        + " finished_at = ?, version = version + 1 WHERE id = ? AND state = ?",
                                state,
                                failure == null ? null : failure.code(),
                                failure == null ? null : cut(failure.message()),
                                failure == null ? null : failure.retryable(),
                                now,
                                id,
                                Job.State.QUEUED)
                == 1;
    }

    /** Jobs that an earlier incarnation of the node was running. */
    List<String> runningOn(Transaction transaction, String node) {
        return Sql.on(transaction)
                .list(
                        "SELECT id FROM jobs WHERE state = ? AND node = ?",
                        row -> row.getString(1),
                        Job.State.RUNNING,
                        node);
    }

    /** Writes how far the run is, which also proves that it gets on; whether it still owns the job. */
    boolean progress(Transaction transaction, Run run) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE jobs SET progress_done = ?, progress_total = ?, progress_phase = ?, lost_runs = 0,"
                                        + " version = version + 1 WHERE id = ? AND run_id = ?",
                                run.progress().done(),
                                run.progress().total(),
                                run.progress().phase(),
                                run.jobId(),
                                run.runId())
                == 1;
    }

    /** Locks the job's row until the transaction ends; whether the run still owns it. */
    boolean lock(Transaction transaction, String jobId, String runId) {
        return Sql.on(transaction).update("UPDATE jobs SET run_id = run_id WHERE id = ? AND run_id = ?", jobId, runId)
                == 1;
    }

    /** Running jobs of the node that someone asked to stop. */
    List<String> toCancel(Transaction transaction, String node) {
        return Sql.on(transaction)
                .list(
                        "SELECT id FROM jobs WHERE state = ? AND node = ? AND cancel_requested = ?",
                        row -> row.getString(1),
                        Job.State.RUNNING,
                        node,
                        true);
    }

    boolean cancelRequested(Transaction transaction, String id) {
        return Sql.on(transaction)
                .first("SELECT cancel_requested FROM jobs WHERE id = ?", row -> row.getBoolean(1), id)
                .orElse(false);
    }

    private static String cut(String message) {
        if (message == null) {
            return "";
        }
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }

    /** The run that writes, and how far it is. */
    record Run(String jobId, String runId, Job.Progress progress) {}
}
