package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Takes webhooks in: who may send, how often, whether it is genuine and new; it is on the disk before the sender is answered. */
@Component(service = WebhookIntake.class)
public class WebhookIntake {
    private static final Duration BETWEEN_ALERTS = Duration.ofMinutes(1);

    private final UnitOfWork work;
    private final Receivers receivers;
    private final WebhookProcessing processing;
    private final Outbox outbox;
    private final IntegrationLog log;
    private final SubscriptionWatch subscriptions;
    private final GroupCommit commits;
    private final Map<String, Refusals> refusals = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    @Activate
    public WebhookIntake(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference Receivers receivers,
            @Reference WebhookProcessing processing,
            @Reference Outbox outbox,
            @Reference IntegrationLog log,
            @Reference SubscriptionWatch subscriptions) {
        this.subscriptions = subscriptions;
        this.work = work;
        this.receivers = receivers;
        this.processing = processing;
        this.outbox = outbox;
        this.log = log;
        this.commits = new GroupCommit(work, new ReceivedStore());
    }

    @Deactivate
    public void stop() {
        commits.close();
    }

    /**
     * What became of a webhook.
     *
     * @param answer what the connector wants answered to a check of the address; empty for a webhook
     * @param duplicate whether it was taken in before
     */
    public record Reception(Optional<HttpResponse> answer, boolean duplicate) {}

    /** Refusals of an integration since the platform started, and when they were told last. */
    private static final class Refusals {
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong toldAt = new AtomicLong();
    }

    /**
     * Takes a webhook in.
     *
     * @param address where it comes from
     * @throws PlatformException {@code AUTHENTICATION_ERROR} if it is not genuine, {@code RATE_LIMIT_ERROR} if too many come
     */
    public Reception receive(String integrationId, WebhookDelivery delivery, String address) {
        Receiver receiver = receivers
                .enter(integrationId)
                .orElseThrow(() -> new NotFoundException("There is nobody to take this webhook."));
        try {
            return receive(receiver, delivery, address);
        } finally {
            receiver.verifier.leave();
        }
    }

    private Reception receive(Receiver receiver, WebhookDelivery delivery, String address) {
        if (!receiver.mayCome(address)) {
            refuse(receiver.integration, "it comes from " + address + ", which is not allowed");
            throw new PermissionDeniedException("Webhooks do not come from this address.");
        }
        if (!receiver.mayCallNow()) {
            throw new PlatformException(
                    ErrorCode.RATE_LIMIT_ERROR, "Too many webhooks.", List.of(), Duration.ofSeconds(1), null);
        }
        if (receiver.verifier instanceof ConnectorVerifier connector) {
            Optional<HttpResponse> answer = connector.check(delivery);
            if (answer.isPresent()) {
                return new Reception(answer, false);
            }
        }
        Verdict verdict = receiver.verifier.verify(delivery);
        if (!verdict.genuine()) {
            refuse(receiver.integration, verdict.reason());
            throw new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "The webhook could not be verified.");
        }
        if (receiver.verifier instanceof ConnectorVerifier connector && connector.tellsOfEnd(delivery)) {
            subscriptions.lookAfter(receiver.integration);
        }
        boolean fresh = commits.store(received(receiver.integration, verdict, delivery));
        if (fresh) {
            processing.wake();
        } else {
            processing.repeated(receiver.integration, verdict.records());
        }
        return new Reception(Optional.empty(), !fresh);
    }

    private ReceivedWebhook received(Integration integration, Verdict verdict, WebhookDelivery delivery) {
        Instant now = Timestamps.stored(clock.instant());
        return new ReceivedWebhook(
                Ids.next(),
                integration.organizationId(),
                integration.id(),
                verdict.deliveryId(),
                verdict.key(),
                verdict.event(),
                KeptHeaders.of(
                        delivery.headers(), integration.config().webhook().header()),
                delivery.body(),
                ReceivedWebhook.State.PENDING,
                0,
                now,
                Optional.empty(),
                now,
                verdict.records(),
                verdict.repeatedWithin());
    }

    /** How many webhooks of an integration were refused since the platform started. */
    public long refused(String integrationId) {
        return Optional.ofNullable(refusals.get(integrationId))
                .map(known -> known.count.get())
                .orElse(0L);
    }

    /** Counts always; tells at most once a minute, so that a flood of forgeries does not become one of events. */
    private void refuse(Integration integration, String reason) {
        Refusals known = refusals.computeIfAbsent(integration.id(), id -> new Refusals());
        long count = known.count.incrementAndGet();
        long now = clock.millis();
        long before = known.toldAt.get();
        if (now - before < BETWEEN_ALERTS.toMillis() || !known.toldAt.compareAndSet(before, now)) {
            return;
        }
        log.warn(integration, "A webhook was refused: " + reason + " (" + count + " since the start)");
        ObjectNode data = Json.object()
                .put("integrationId", integration.id())
                .put("reason", reason)
                .put("refused", count);
        work.run(transaction -> outbox.append(
                transaction, integration.organizationId(), "webhook.refused", "integration/" + integration.id(), data));
    }
}
