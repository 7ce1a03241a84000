package org.archipel.sandbox.internal.contribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.messaging.EventSubscriber;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.internal.store.SubscriptionName;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.event.Level;

/**
 * Durable subscriptions of an island's listeners. A subscription carries the names of installation and component, so that it goes on
 * where the version before left off.
 */
final class ListenerSubscriptions {
    private static final int MOST_TOPICS = 100;
    private static final int LONGEST_TOPIC = 200;
    private static final int MOST_TOPICS_IN_ALL = 1_000;

    private final LiveIsland island;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final BundleContext context;
    private final List<Subscription> prepared = new ArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    ListenerSubscriptions(LiveIsland island, GuardedCalls calls, LogRings logs, BundleContext context) {
        this.island = island;
        this.calls = calls;
        this.logs = logs;
        this.context = context;
    }

    private record Subscription(
            String component, String[] topics, LiveIsland island, EventListener listener, LogRings logs)
            implements EventSubscriber {
        // Grants are asked at each event: one that was revoked holds from the next event on.
        @Override
        public void onEvent(String organizationId, Event event) {
            if (organizationId.equals(island.installation().organizationId())
                    && island.policy().subscribes(event.topic())) {
                listener.onEvent(event);
            }
        }

        @Override
        public boolean listens() {
            return island.policy().allows("events", "subscribe");
        }

        @Override
        public void missed(long events) {
            logs.write(
                    island.installation(),
                    Level.WARN,
                    events + " events of the organization were forgotten before the listener " + component
                            + " was told of them: it was away or behind for too long",
                    null);
        }
    }

    void prepare(Contributions contributions) {
        int topicsInAll = 0;
        for (Contribution<EventListener> listener : contributions.of(island.location(), EventListener.class)) {
            String[] topics = listener.texts(EventListener.TOPICS);
            if (topics.length > MOST_TOPICS
                    || Arrays.stream(topics).anyMatch(topic -> topic.length() > LONGEST_TOPIC)) {
                throw new PlatformException(
                        ErrorCode.EXTENSION_LOAD_FAILED,
                        listener.name() + " has more than " + MOST_TOPICS + " topics, or one of more than "
                                + LONGEST_TOPIC + " characters");
            }
            topicsInAll += topics.length;
            if (topics.length > 0) {
                prepared.add(new Subscription(listener.name(), topics, island, listener.guarded(calls), logs));
            }
        }
        if (topicsInAll > MOST_TOPICS_IN_ALL) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "the listeners have more than " + MOST_TOPICS_IN_ALL + " topics together");
        }
    }

    void offer() {
        for (Subscription subscription : prepared) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(EventSubscriber.NAME, SubscriptionName.of(island.installation(), subscription.component()));
            properties.put(EventSubscriber.TOPICS, subscription.topics());
            properties.put(EventSubscriber.ORGANIZATION, island.installation().organizationId());
            registrations.add(context.registerService(EventSubscriber.class, subscription, properties));
        }
        prepared.clear();
    }

    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }
}
