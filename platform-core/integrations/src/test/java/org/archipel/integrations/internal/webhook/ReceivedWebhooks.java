package org.archipel.integrations.internal.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.integrations.internal.fakes.AllFeatures;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedOffers;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Integrations that take webhooks in, and webhooks to send to them. */
abstract class ReceivedWebhooks {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String ADDRESS = "192.0.2.1";

    final ScriptedOffers offers = new ScriptedOffers();
    House house;
    Receivers receivers;
    WebhookProcessing processing;
    WebhookIntake intake;
    WebhookArchive archive;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        receivers = new Receivers(house.store, house.connectors, house.sessions, house.vault);
        var realTime = new RealTimeSync(house.jobs, new AllFeatures());
        processing = new WebhookProcessing(
                house.work, house.store, offers, realTime, house.outbox, house.log, new AllFeatures());
        intake = new WebhookIntake(house.work, receivers, processing, house.outbox, house.log, house.subscriptions);
        archive = new WebhookArchive(house.work, processing, house.audit);
    }

    @AfterEach
    void tearDown() {
        intake.stop();
        processing.stop();
        receivers.stop();
        house.close();
    }

    /** How often the integration's webhooks were told of; the database is shared with other tests. */
    long received(Integration integration) {
        return toldIds(integration).size();
    }

    List<String> toldIds(Integration integration) {
        return house.outbox.events("webhook.received").stream()
                .filter(event -> event.data().path("integrationId").asText().equals(integration.id()))
                .map(event -> event.data().path("deliveryId").asText())
                .toList();
    }

    static long now() {
        return Instant.now().getEpochSecond();
    }

    static WebhookDelivery standard(String id, String body, long time) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(time);
        return new WebhookDelivery(
                Map.of(
                        "webhook-id", List.of(id),
                        "webhook-timestamp", List.of(timestamp),
                        "webhook-signature",
                                List.of(StandardWebhooks.sign(StandardWebhooks.key(SECRET), id, timestamp, bytes))),
                bytes);
    }

    Integration integration(WebhookSettings webhook, Frequency frequency) {
        IntegrationDraft base = House.draft();
        return house.active(new IntegrationDraft(
                "Hooked",
                null,
                null,
                base.connectorId(),
                Settings.config("connectorConfig", Json.object().put("region", "pt"), "webhook", webhook),
                Json.object().put("token", "s3cr3t").put("webhookSecret", SECRET),
                base.fieldMappings(),
                null,
                Settings.sync("entities", List.of("place"), "frequency", frequency),
                null));
    }
}
