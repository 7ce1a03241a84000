package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the webhooks that were taken in, and has dead ones processed again. */
@Component(service = WebhookArchive.class)
public class WebhookArchive {
    private final UnitOfWork work;
    private final WebhookProcessing processing;
    private final AuditLog audit;
    private final ReceivedStore store = new ReceivedStore();
    private final Clock clock = Clock.systemUTC();

    @Activate
    public WebhookArchive(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference WebhookProcessing processing,
            @Reference AuditLog audit) {
        this.work = work;
        this.processing = processing;
        this.audit = audit;
    }

    /** Where webhooks wait, or ended. */
    public enum Waiting {
        PENDING,
        DONE,
        DEAD
    }

    /**
     * A webhook as it is shown.
     *
     * @param payload its content as JSON, or as text; empty in lists
     */
    public record WebhookView(
            String id,
            String deliveryId,
            String key,
            String event,
            Waiting state,
            int attempts,
            Optional<String> error,
            Instant receivedAt,
            Instant nextAttemptAt,
            Map<String, List<String>> headers,
            Optional<JsonNode> payload) {}

    /** The newest first, without content; fewer than asked for where they are long. */
    public Rows<WebhookView> list(Integration integration, Waiting state, String before, int limit) {
        return work.call(transaction -> store.list(
                        transaction, integration.organizationId(), integration.id(), state.name(), before, limit)
                .map(webhook -> view(webhook, false)));
    }

    public WebhookView get(Integration integration, String id) {
        return work.call(transaction -> store.find(transaction, integration.organizationId(), integration.id(), id))
                .map(webhook -> view(webhook, true))
                .orElseThrow(() -> new NotFoundException("There is no such webhook."));
    }

    /** @throws ConflictException if it waits to be processed anyway */
    public WebhookView replay(Caller caller, Integration integration, String id) {
        get(integration, id);
        work.run(transaction -> {
            Instant now = Timestamps.stored(clock.instant());
            if (!store.replay(transaction, integration.organizationId(), integration.id(), id, now)) {
                throw new ConflictException("The webhook waits to be processed already.");
            }
            audit.record(
                    transaction,
                    caller,
                    AuditLog.Entry.success(
                            "webhook.replay",
                            "integration/" + integration.id(),
                            Json.object().put("webhookId", id)));
        });
        processing.wake();
        return get(integration, id);
    }

    private static WebhookView view(ReceivedWebhook webhook, boolean whole) {
        return new WebhookView(
                webhook.id(),
                webhook.toldId(),
                webhook.key(),
                webhook.event(),
                Waiting.valueOf(webhook.state().name()),
                webhook.attempts(),
                webhook.error(),
                webhook.receivedAt(),
                webhook.nextAt(),
                webhook.headers(),
                whole ? Optional.of(WebhookOutcomes.payload(webhook.body())) : Optional.empty());
    }
}
