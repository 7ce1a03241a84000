package org.archipel.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs the jobs of one type; registered as a service with the property {@value #TYPE}. A job may be run again after a crash: the
 * handler goes on from the state that it committed.
 */
@ConsumerType
public interface JobHandler {
    /** Service property: the job type. */
    String TYPE = "job.type";

    /**
     * Does the work on the calling thread.
     *
     * @return the result, or null
     * @throws JobWaitsException if the job cannot go on before something is there
     * @throws org.archipel.api.error.PlatformException to fail; a retryable one is tried again with backoff
     */
    JsonNode run(JobExecution execution);
}
