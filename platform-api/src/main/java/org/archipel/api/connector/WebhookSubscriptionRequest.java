package org.archipel.api.connector;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a {@link WebhookSubscriber}. Immutable.
 *
 * @param target where webhooks are to be sent to; of this integration alone
 * @param secret what proves webhooks; empty where the caller chooses none
 * @param entities those of whose changes webhooks are to tell; all of them are {@linkplain WebhookSubscriber#tells told}
 * @param attempt names what this call makes, for remote systems where the caller does: 36 letters, digits and hyphens at most. The same when
 *     a call is repeated whose outcome is not known
 * @param handle of the subscription that is there as far as the platform knows; empty if it knows of none
 */
public record WebhookSubscriptionRequest(
        URI target, Optional<String> secret, Set<String> entities, String attempt, Optional<String> handle) {
    public WebhookSubscriptionRequest {
        entities = Set.copyOf(entities);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookSubscriptionRequest[target=" + target + ", entities=" + entities + ", attempt=" + attempt
                + ", handle=" + handle + "]";
    }
}
