package org.archipel.integrations.internal.oauth;

import java.time.Instant;
import java.util.Optional;

/**
 * A connection that a person made, without its tokens.
 *
 * @param generation one more at each new pair of tokens
 * @param expiresAt when the present access token ends
 * @param failure why it cannot be used any more; empty while it can
 */
public record Grant(
        String integrationId,
        State state,
        long generation,
        String scopes,
        Optional<Instant> expiresAt,
        String connectedBy,
        Instant connectedAt,
        Instant refreshedAt,
        Optional<String> failure) {
    /** Whether it can be used. */
    public enum State {
        CONNECTED,
        FAILED
    }
}
