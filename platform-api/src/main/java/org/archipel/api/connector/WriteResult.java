package org.archipel.api.connector;

import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/**
 * What became of one written record.
 *
 * @param externalId its id in the remote system; empty when it failed
 * @param reason why it failed; empty otherwise
 * @param retryable whether the failure may pass by itself
 * @param version what the remote side calls the version that was written, where it tells; empty otherwise
 * @param code what kept the record from being sent; empty for any other outcome than {@link Outcome#NOT_SENT}
 */
public record WriteResult(
        Outcome outcome,
        Optional<String> externalId,
        String reason,
        boolean retryable,
        Optional<String> version,
        Optional<ErrorCode> code) {
    /** A result that tells of no version. */
    public WriteResult(Outcome outcome, Optional<String> externalId, String reason, boolean retryable) {
        this(outcome, externalId, reason, retryable, Optional.empty());
    }

    /** A result of a record that was sent. */
    public WriteResult(
            Outcome outcome, Optional<String> externalId, String reason, boolean retryable, Optional<String> version) {
        this(outcome, externalId, reason, retryable, version, Optional.empty());
    }

    /**
     * A record of which the remote side surely took nothing, for a reason that is not the record's: the credentials or the rate limit
     * refused it, the request did not leave, or it was not tried at all because of what an earlier one met. Where the cause may pass by
     * itself the record is sent again later; where it may not, the sync ends with the cause's code.
     */
    public static WriteResult notSent(PlatformException cause) {
        return new WriteResult(
                Outcome.NOT_SENT,
                Optional.empty(),
                cause.getMessage(),
                cause.retryable(),
                Optional.empty(),
                Optional.of(cause.code()));
    }

    /** What became of a record. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED,
        /** The remote side refused it, or it is not known what became of it; {@link WriteResult#retryable()} tells them apart. */
        FAILED,
        /** It changed there since the expected version; nothing was written. The session can {@link ConnectorSession#fetch} it. */
        STALE,
        /** Nothing was done, and the record is not to blame: see {@link WriteResult#notSent}. */
        NOT_SENT
    }
}
