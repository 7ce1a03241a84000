package org.archipel.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A job to be run.
 *
 * @param type names the {@link JobHandler}
 * @param input what to do, without secrets
 * @param exclusiveKey at most one unfinished job holds it within the organization; empty for no exclusion
 * @param runAt the earliest time; empty for now
 * @param maxAttempts tries before it becomes a dead letter, 1 or more
 */
public record JobRequest(
        String type, ObjectNode input, Optional<String> exclusiveKey, Optional<Instant> runAt, int maxAttempts) {
    public JobRequest {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("a job needs at least one attempt");
        }
    }

    /** A job to run now, in at most five attempts. */
    public static JobRequest of(String type, ObjectNode input) {
        return new JobRequest(type, input, Optional.empty(), Optional.empty(), 5);
    }

    /** The same, refused while another unfinished job of the organization holds the key. */
    public JobRequest exclusive(String key) {
        return new JobRequest(type, input, Optional.of(key), runAt, maxAttempts);
    }

    /** The same, not before the given time. */
    public JobRequest at(Instant earliest) {
        return new JobRequest(type, input, exclusiveKey, Optional.of(earliest), maxAttempts);
    }

    /** The same with another number of attempts. */
    public JobRequest attempts(int attempts) {
        return new JobRequest(type, input, exclusiveKey, runAt, attempts);
    }
}
