package org.archipel.integrations.internal.webhook;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.sandbox.ExtensionOffers.Offer;

/** Hands a webhook to the processors that extensions offer for the integration's connector. Thread-safe. */
final class WebhookHandover {
    private final ExtensionOffers offers;
    private final WebhookOutcomes outcomes;
    private final BooleanSupplier stopped;

    /** @param stopped whether processing was told to stop: what breaks off then is nobody's failure */
    WebhookHandover(ExtensionOffers offers, WebhookOutcomes outcomes, BooleanSupplier stopped) {
        this.offers = offers;
        this.outcomes = outcomes;
        this.stopped = stopped;
    }

    /** False if a processor failed with it, or did not come to an end. */
    boolean hand(Integration integration, ReceivedWebhook webhook) {
        List<Offer<WebhookProcessor>> processors = integration
                .connectorId()
                .map(id -> offers.named(WebhookProcessor.class, integration.organizationId(), id))
                .orElse(List.of());
        try {
            for (Offer<WebhookProcessor> processor : processors) {
                processor
                        .service()
                        .process(webhook.toldId(), webhook.headers(), WebhookOutcomes.payload(webhook.body()));
            }
            return true;
        } catch (RuntimeException | Error e) {
            if (!stopped.getAsBoolean()) {
                outcomes.fail(integration, webhook, e);
            }
            return false;
        }
    }
}
