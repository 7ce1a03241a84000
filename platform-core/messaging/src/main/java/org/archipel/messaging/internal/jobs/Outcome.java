package org.archipel.messaging.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException.Reason;
import org.archipel.messaging.JobWaitsException;

/** How a run ended. */
sealed interface Outcome {
    /** @param result null when the job has none */
    record Succeeded(JsonNode result) implements Outcome {}

    record Failed(Job.Failure failure, Optional<Duration> retryAfter) implements Outcome {}

    /** @param why names what the job waits for */
    record Waits(JobWaitsException why) implements Outcome {}

    record Stopped(Reason reason) implements Outcome {}
}
