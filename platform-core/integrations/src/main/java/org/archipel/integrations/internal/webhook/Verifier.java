package org.archipel.integrations.internal.webhook;

import org.archipel.api.connector.WebhookDelivery;

/** Tells whether a webhook comes from whom it says. Thread-safe. */
@FunctionalInterface
interface Verifier {
    Verdict verify(WebhookDelivery delivery);
}
