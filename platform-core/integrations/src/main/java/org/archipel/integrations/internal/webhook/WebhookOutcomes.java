package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from a webhook that processors took, and from one that they failed with: events, syncs, another try or a dead letter. */
final class WebhookOutcomes {
    static final int MOST_ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookOutcomes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_EVENT_PAYLOAD = 64 * 1024;

    private final UnitOfWork work;
    private final RealTimeSync realTime;
    private final Outbox outbox;
    private final IntegrationLog log;
    private final Clock clock;
    private final ReceivedStore store = new ReceivedStore();

    WebhookOutcomes(UnitOfWork work, RealTimeSync realTime, Outbox outbox, IntegrationLog log, Clock clock) {
        this.work = work;
        this.realTime = realTime;
        this.outbox = outbox;
        this.log = log;
        this.clock = clock;
    }

    /** A processor failed with it: it is tried again, later each time, or given up. */
    void fail(Integration integration, ReceivedWebhook webhook, Throwable failure) {
        LOG.debug("A processor failed with webhook {}", webhook.id(), failure);
        int attempts = webhook.attempts() + 1;
        boolean dead = attempts >= MOST_ATTEMPTS;
        Optional<Instant> next =
                dead ? Optional.empty() : Optional.of(clock.instant().plusSeconds(1L << Math.min(attempts, 12)));
        String error = KeptText.of("a processor of an extension failed: " + failure.getMessage(), 1000);
        work.run(transaction -> {
            store.failed(transaction, webhook.id(), attempts, error, next);
            if (dead) {
                outbox.append(
                        transaction,
                        integration.organizationId(),
                        "webhook.dead",
                        "integration/" + integration.id(),
                        Json.object()
                                .put("integrationId", integration.id())
                                .put("webhookId", webhook.id())
                                .put("reason", error));
            }
        });
        log.warn(
                integration,
                "Webhook " + webhook.id() + (dead ? " is a dead letter: " : " will be tried again: ") + error);
    }

    /** All processors took them. */
    void settle(Integration integration, List<ReceivedWebhook> done) {
        if (done.isEmpty()) {
            return;
        }
        List<Outbox.Draft> events = done.stream()
                .map(webhook -> new Outbox.Draft(
                        "webhook.received", "integration/" + integration.id() + "/" + webhook.key(), event(webhook)))
                .toList();
        work.run(transaction -> {
            store.done(transaction, done.stream().map(ReceivedWebhook::id).toList());
            outbox.appendAll(transaction, integration.organizationId(), events);
            realTime.request(
                    transaction,
                    integration,
                    changes(done.stream().map(ReceivedWebhook::records).toList()));
        });
    }

    /**
     * A webhook came again. It is not told of a second time; but two events of one moment may look the same, so that what it is about is
     * synchronized again.
     */
    void repeated(Integration integration, List<ChangedRecord> records) {
        if (integration.syncSettings().frequency() == Frequency.REALTIME) {
            work.run(transaction -> realTime.request(transaction, integration, changes(List.of(records))));
        }
    }

    /** What webhooks tell of, and anything besides, if one of them does not say. */
    private static List<RecordChange> changes(List<List<ChangedRecord>> webhooks) {
        List<RecordChange> changes = new ArrayList<>();
        webhooks.forEach(records -> records.forEach(
                record -> changes.add(new RecordChange(Side.REMOTE, record.entity(), record.externalId()))));
        if (webhooks.stream().anyMatch(List::isEmpty)) {
            changes.add(RecordChange.anything());
        }
        return changes;
    }

    private static ObjectNode event(ReceivedWebhook webhook) {
        ObjectNode data = Json.object()
                .put("integrationId", webhook.integrationId())
                .put("webhookId", webhook.id())
                .put("deliveryId", webhook.toldId())
                .put("event", webhook.event());
        if (webhook.body().length <= MAX_EVENT_PAYLOAD) {
            data.set("payload", payload(webhook.body()));
        }
        return data;
    }

    /** The content as JSON, or as text where it is none. */
    static JsonNode payload(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() ? TextNode.valueOf("") : node;
        } catch (IOException e) {
            return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
        }
    }
}
