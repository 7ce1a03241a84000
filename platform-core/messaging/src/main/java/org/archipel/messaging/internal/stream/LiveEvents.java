package org.archipel.messaging.internal.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.archipel.api.event.Event;
import org.archipel.messaging.internal.outbox.StoredEvent;
import org.archipel.persistence.Ids;

/** Hands events to those who watch an organization on this node, at once and without keeping them. Thread-safe. */
public final class LiveEvents {
    private final Map<String, Set<Consumer<LiveEvent>>> watchers = new ConcurrentHashMap<>();

    /** Whether somebody watches the organization; what nobody would see need not be made. */
    public boolean wanted(String organizationId) {
        return watchers.containsKey(organizationId);
    }

    /** Whether somebody watches any organization. */
    public boolean wanted() {
        return !watchers.isEmpty();
    }

    /** Hands out something that is not kept: nobody can catch up on it later. */
    public void publish(String organizationId, String topic, String subject, ObjectNode data, Instant at) {
        hand(organizationId, new LiveEvent(0, new Event(Ids.next(), topic, subject, data, at), 0));
    }

    /** Hands out an event; a watcher must be quick and must not throw. */
    public void hand(String organizationId, LiveEvent event) {
        Set<Consumer<LiveEvent>> present = watchers.get(organizationId);
        if (present != null) {
            present.forEach(watcher -> watcher.accept(event));
        }
    }

    /** Begins to watch an organization, until the returned action is run. */
    public Runnable watch(String organizationId, Consumer<LiveEvent> watcher) {
        watchers.compute(organizationId, (id, present) -> {
            Set<Consumer<LiveEvent>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(watcher);
            return all;
        });
        return () -> watchers.computeIfPresent(organizationId, (id, present) -> {
            present.remove(watcher);
            return present.isEmpty() ? null : present;
        });
    }

    /**
     * An event on its way to a watcher.
     *
     * @param seq its place in the stream of platform events; 0 when it is not kept
     * @param characters of its data as JSON; 0 when it is not kept, which is short
     */
    public record LiveEvent(long seq, Event event, int characters) {
        static LiveEvent of(StoredEvent event) {
            return new LiveEvent(event.seq(), event.event(), event.characters());
        }
    }
}
