package org.archipel.connector.common.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * What a provider says went wrong.
 *
 * @param status of the answer; a provider may tell of a problem by a success as well
 * @param code the provider's own code; empty if it gives none
 * @param text what it says, shortened, on one line; empty if nothing that can be shown
 * @param retryAfter how long it asks to wait
 */
public record Problem(Meaning meaning, int status, String code, String text, Optional<Duration> retryAfter) {
    /** What a problem means for the caller. */
    public enum Meaning {
        /** The credentials were refused. */
        AUTHENTICATION,
        /** The credentials are good, but lack a right. */
        PERMISSION,
        /** Too many requests. */
        RATE_LIMIT,
        /** What was asked for is not there. */
        NOT_FOUND,
        /** The address, the method or the media type is none of this provider's. */
        VERSION,
        /** It may pass by itself. */
        TEMPORARY,
        /** The request itself is refused. */
        REJECTED
    }

    /** In words, for messages and logs. */
    public String describe() {
        String said = code.isEmpty() ? text : text.isEmpty() ? code : code + ": " + text;
        return "status " + status + (said.isEmpty() ? "" : " (" + said + ")");
    }
}
