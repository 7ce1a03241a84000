package org.archipel.integrations.internal.notify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.api.event.Event;
import org.archipel.messaging.EventSubscriber;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Queues each event for the endpoints of its organization that want it; an event that comes again is queued once. */
@Component(
        property = {EventSubscriber.NAME + "=webhooks-out", EventSubscriber.TOPICS + "=*"},
        service = EventSubscriber.class)
public class EventFanOut implements EventSubscriber {
    private static final int MOST = 1000;

    private final UnitOfWork work;
    private final WebhookSender sender;
    private final EndpointStore endpoints = new EndpointStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final Clock clock = Clock.systemUTC();

    /** When organizations were seen without an endpoint, a moment ago: most events are nobody's business. */
    private final Cache<String, Instant> deaf = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    @Activate
    public EventFanOut(@Reference(target = "(unit=integrations)") UnitOfWork work, @Reference WebhookSender sender) {
        this.work = work;
        this.sender = sender;
    }

    @Override
    public void onEvent(String organizationId, Event event) {
        Instant seen = deaf.getIfPresent(organizationId);
        // What happened after the look may have an endpoint that was made since.
        if (seen != null && event.at().isBefore(seen)) {
            return;
        }
        Instant looked = Timestamps.stored(clock.instant());
        boolean queued = work.call(transaction -> {
            List<WebhookEndpoint> all = endpoints.list(transaction, organizationId, "", MOST);
            if (all.isEmpty()) {
                deaf.put(organizationId, looked);
            }
            List<WebhookEndpoint> concerned = all.stream()
                    .filter(endpoint ->
                            endpoint.status() == WebhookEndpoint.Status.ACTIVE && endpoint.wants(event.topic()))
                    .toList();
            Instant now = Timestamps.stored(clock.instant());
            concerned.forEach(endpoint -> deliveries.add(transaction, endpoint, event, now));
            return !concerned.isEmpty();
        });
        if (queued) {
            sender.wake();
        }
    }
}
