package org.archipel.messaging.internal.outbox;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.UnitOfWork;

/** What an organization may look up of its events: those that are kept, and the deliveries that were given up. Thread-safe. */
public final class EventArchive {
    private final UnitOfWork work;
    private final EventStore events;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final Clock clock;
    private final Runnable wake;

    /** @param wake lets the subscriptions look for what they have to deliver again */
    public EventArchive(UnitOfWork work, EventStore events, Clock clock, Runnable wake) {
        this.work = work;
        this.events = events;
        this.clock = clock;
        this.wake = wake;
    }

    /** Events, the newest first. */
    public EventPage events(
            String organizationId, Optional<String> topic, Optional<String> subject, OptionalLong before, int limit) {
        return work.call(transaction ->
                events.newest(transaction, organizationId, topic, subject, before.orElse(Long.MAX_VALUE), limit));
    }

    /** Deliveries that were given up, those of the newest events first. */
    public List<DeadDelivery> deadLetters(String organizationId, Optional<DeadDelivery.Place> after, int limit) {
        return work.call(transaction -> subscriptions.dead(transaction, organizationId, after, limit));
    }

    /**
     * Lets the deliveries of an event that were given up be tried again.
     *
     * @throws NotFoundException if the organization has no such dead letters
     */
    public void replay(String organizationId, String eventId) {
        int revived =
                work.call(transaction -> subscriptions.revive(transaction, organizationId, eventId, clock.instant()));
        if (revived == 0) {
            throw new NotFoundException("There are no dead letters of the event " + eventId + ".");
        }
        wake.run();
    }
}
