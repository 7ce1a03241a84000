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
import org.archipel.api.extension.InstallationInfo;
import org.archipel.messaging.EventSubscriber;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Durable subscriptions of an island's listeners. A subscription carries the names of installation and component, so that it goes on
 * where the version before left off.
 */
final class ListenerSubscriptions {
    private static final int MOST_TOPICS = 100;
    private static final int LONGEST_TOPIC = 200;

    private final LiveIsland island;
    private final GuardedCalls calls;
    private final BundleContext context;
    private final List<Subscription> prepared = new ArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    ListenerSubscriptions(LiveIsland island, GuardedCalls calls, BundleContext context) {
        this.island = island;
        this.calls = calls;
        this.context = context;
    }

    private record Subscription(String name, String[] topics, LiveIsland island, EventListener listener)
            implements EventSubscriber {
        // Grants are asked at each event: one that was revoked holds from the next event on.
        @Override
        public void onEvent(String organizationId, Event event) {
            if (organizationId.equals(island.installation().organizationId())
                    && island.policy().subscribes(event.topic())) {
                listener.onEvent(event);
            }
        }
    }

    /** What the names of all subscriptions of an installation begin with. */
    static String prefix(InstallationInfo installation) {
        return "extension:" + installation.installationId() + ":";
    }

    void prepare(Contributions contributions) {
        for (Contribution<EventListener> listener : contributions.of(island.location(), EventListener.class)) {
            String[] topics = listener.texts(EventListener.TOPICS);
            if (topics.length > MOST_TOPICS
                    || Arrays.stream(topics).anyMatch(topic -> topic.length() > LONGEST_TOPIC)) {
                throw new PlatformException(
                        ErrorCode.EXTENSION_LOAD_FAILED,
                        listener.name() + " has more than " + MOST_TOPICS + " topics, or one of more than "
                                + LONGEST_TOPIC + " characters");
            }
            if (topics.length > 0) {
                String name = prefix(island.installation()) + listener.name();
                prepared.add(new Subscription(name, topics, island, listener.guarded(calls)));
            }
        }
    }

    void offer() {
        for (Subscription subscription : prepared) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(EventSubscriber.NAME, subscription.name());
            properties.put(EventSubscriber.TOPICS, subscription.topics());
            registrations.add(context.registerService(EventSubscriber.class, subscription, properties));
        }
        prepared.clear();
    }

    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }
}
