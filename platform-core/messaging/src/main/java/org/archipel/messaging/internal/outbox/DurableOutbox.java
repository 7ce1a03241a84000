package org.archipel.messaging.internal.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.archipel.api.event.Event;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Writes events into the caller's transaction, and wakes the relay after the commit. */
public final class DurableOutbox implements Outbox {
    private static final int MAX_TOPIC = 200;
    private static final int MAX_SUBJECT = 300;

    private final EventStore store;
    private final Clock clock;
    private final Runnable wake;

    /** @param wake tells the relay that events were committed */
    public DurableOutbox(EventStore store, Clock clock, Runnable wake) {
        this.store = store;
        this.clock = clock;
        this.wake = wake;
    }

    @Override
    public List<String> appendAll(Transaction transaction, String organizationId, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        Instant now = Timestamps.stored(clock.instant());
        List<Event> events = drafts.stream().map(draft -> event(draft, now)).toList();
        store.insert(transaction, organizationId, events);
        transaction.afterCommit(wake);
        return events.stream().map(Event::id).toList();
    }

    private static Event event(Draft draft, Instant now) {
        checkLength("topic", draft.topic(), MAX_TOPIC);
        checkLength("subject", draft.subject(), MAX_SUBJECT);
        return new Event(
                Ids.next(),
                draft.topic(),
                draft.subject(),
                draft.data() == null ? JsonNodeFactory.instance.objectNode() : draft.data(),
                now);
    }

    private static void checkLength(String what, String text, int max) {
        if (text.isBlank() || text.length() > max) {
            throw new IllegalArgumentException("the " + what + " of an event must have 1 to " + max + " characters");
        }
    }
}
