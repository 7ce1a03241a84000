package org.archipel.messaging;

import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** One run of a job, as its handler sees it. Thread-safe. */
@ProviderType
public interface JobExecution {
    /** The job as it stood when this run began. */
    Job job();

    /** Number of this attempt, from 1. */
    int attempt();

    /**
     * Reports progress; written at most a few times a second and published to the live stream.
     *
     * @param total null while unknown
     */
    void progress(long done, Long total, String phase);

    /** Whether the run is to stop, for whatever reason. */
    boolean cancelled();

    /** @throws JobCancelledException if someone asked the job to stop, or the platform shuts down */
    void checkCancelled();

    /**
     * Makes sure, inside of a transaction of the handler, that this run still owns the job, and keeps it so until the transaction
     * ends. A handler whose steps must not happen twice calls it in each transaction that commits a step: a node that was
     * believed dead cannot write beside the run that took over.
     *
     * @throws JobCancelledException if another run took the job over
     */
    void fence(Transaction transaction);
}
