package org.archipel.integrations.internal.webhook;

import org.archipel.api.connector.WebhookDelivery;

/** Tells whether a webhook comes from whom it says. Thread-safe. */
@FunctionalInterface
interface Verifier {
    Verdict verify(WebhookDelivery delivery);

    /** @return false if it takes nothing more, and another one is to be asked; otherwise {@link #leave} has to follow */
    default boolean enter() {
        return true;
    }

    default void leave() {}
}
