package org.archipel.api.connector;

import java.util.Optional;

/**
 * What became of one written record.
 *
 * @param externalId its id in the remote system; empty when it failed
 * @param reason why it failed; empty otherwise
 * @param retryable whether the failure may pass by itself
 */
public record WriteResult(Outcome outcome, Optional<String> externalId, String reason, boolean retryable) {
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED,
        FAILED
    }
}
