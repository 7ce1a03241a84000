package org.archipel.messaging;

import java.time.Duration;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.rest.Page;
import org.archipel.security.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** Submits and follows durable jobs. A job that committed runs, at least once, on some node. Thread-safe. */
@ProviderType
public interface JobQueue {
    /**
     * Submits a job that becomes visible when the transaction commits, and is started at once then.
     *
     * @param transaction of any unit; the job commits together with the caller's own changes
     * @throws org.archipel.api.error.ConflictException if an unfinished job of the organization holds the same exclusive key; the
     *     transaction stays usable
     */
    Job submit(Transaction transaction, Caller caller, JobRequest request);

    Optional<Job> find(String organizationId, String jobId);

    /**
     * Jobs of the organization, the newest first.
     *
     * <p>The page is shorter than asked for where inputs and results are long; the next cursor tells whether there are more.
     *
     * @param cursor of the earlier page; empty for the first
     */
    Page<Job> list(String organizationId, JobFilter filter, Optional<String> cursor, int limit);

    /**
     * Waits for the end of a job, at most for the given time, and returns its state then. Holds no database connection meanwhile.
     *
     * @throws org.archipel.api.error.NotFoundException if the organization has no such job
     */
    Job await(String organizationId, String jobId, Duration atMost);

    /**
     * Asks a job to stop. A waiting one ends at once; a running one at its next {@link JobExecution#checkCancelled()}, and its
     * thread is interrupted when it does not come there within a grace period. A finished one stays as it is.
     *
     * @throws org.archipel.api.error.NotFoundException if the caller's organization has no such job
     */
    Job cancel(Caller caller, String jobId);

    /**
     * Takes a job back that no run has begun: it ends as cancelled when the transaction commits, together with the caller's own
     * changes.
     *
     * @param transaction of any unit
     * @return false if the job is not one that waits; nothing was changed then
     */
    boolean withdraw(Transaction transaction, Caller caller, String jobId);

    /**
     * Lets the jobs go on that wait on this node for what is there now; returns at once.
     *
     * @param awaited what they named in {@link JobWaitsException}
     */
    void arrived(String awaited);

    /**
     * Lets some of the jobs go on that wait on this node for what is there now, those that waited longest; returns at once.
     *
     * @param awaited what they named in {@link JobWaitsException}
     * @param most for how many of them it suffices
     */
    void arrived(String awaited, int most);

    /**
     * Puts a failed job back into the queue with all its attempts.
     *
     * @throws org.archipel.api.error.ConflictException if the job did not fail, or another one holds its exclusive key
     * @throws org.archipel.api.error.NotFoundException if the caller's organization has no such job
     */
    Job replay(Caller caller, String jobId);
}
