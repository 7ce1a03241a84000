package org.archipel.messaging;

import org.osgi.annotation.versioning.ProviderType;

/** One run of a job, as its handler sees it. */
@ProviderType
public interface JobExecution {
    Job job();

    /** Number of this attempt, from 1. */
    int attempt();

    /**
     * Reports progress; written at most a few times a second and published to the live stream.
     *
     * @param total null while unknown
     */
    void progress(long done, Long total, String phase);

    boolean cancelled();

    /** @throws JobCancelledException if someone asked the job to stop, or the platform shuts down */
    void checkCancelled();
}
