package org.archipel.api.connector;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A subscription of a remote system's webhooks. Immutable.
 *
 * @param handle names it, or all of its parts, at the remote system; read by the connector alone, 4,000 characters at most, no secret
 * @param expiresAt when it ends unless it is renewed, of several parts the first; empty if it has no end
 * @param credentials secrets that the remote system made and tells now, by the field of the credentials that they belong in; empty for none
 */
public record WebhookSubscription(String handle, Optional<Instant> expiresAt, Map<String, String> credentials) {
    public WebhookSubscription {
        credentials = Map.copyOf(credentials);
    }

    /** One whose remote system makes no secrets. */
    public WebhookSubscription(String handle, Optional<Instant> expiresAt) {
        this(handle, expiresAt, Map.of());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WebhookSubscription[handle=" + handle + ", expiresAt=" + expiresAt + ", credentials="
                + credentials.keySet() + "]";
    }
}
