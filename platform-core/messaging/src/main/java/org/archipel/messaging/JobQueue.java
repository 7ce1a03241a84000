package org.archipel.messaging;

import java.time.Duration;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;
import org.osgi.annotation.versioning.ProviderType;

/** Submits and follows durable jobs. A job that committed runs, at least once, on some node. Thread-safe. */
@ProviderType
public interface JobQueue {
    /**
     * Submits a job that becomes visible when the transaction commits.
     *
     * @throws org.archipel.api.error.ConflictException if an unfinished job holds the same exclusive key
     */
    Job submit(Transaction transaction, Caller caller, JobRequest request);

    Optional<Job> find(String organizationId, String jobId);

    /** Waits for the end of a job, at most for the given time, and returns its state then. */
    Job await(String organizationId, String jobId, Duration atMost);

    /** Asks a job to stop; a waiting one ends at once, a running one at its next {@link JobExecution#checkCancelled()}. */
    Job cancel(Caller caller, String jobId);
}
