package org.archipel.api.connector;

import java.util.Optional;

/**
 * What became of one written record.
 *
 * @param externalId its id in the remote system; empty when it failed
 * @param reason why it failed; empty otherwise
 * @param retryable whether the failure may pass by itself
 * @param version what the remote side calls the version that was written, where it tells; empty otherwise
 */
public record WriteResult(
        Outcome outcome, Optional<String> externalId, String reason, boolean retryable, Optional<String> version) {
    /** A result that tells of no version. */
    public WriteResult(Outcome outcome, Optional<String> externalId, String reason, boolean retryable) {
        this(outcome, externalId, reason, retryable, Optional.empty());
    }

    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED,
        FAILED,
        /** It changed there since the expected version; nothing was written. The session can {@link ConnectorSession#fetch} it. */
        STALE
    }
}
