package org.archipel.messaging.internal.outbox;

import java.util.Collection;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.TopicFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who receives the events of a subscription, and of which topics. */
record Subscriber(EventSubscriber service, TopicFilter topics) {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final int MOST_COMPARISONS = 1_000;

    boolean wants(String topic) {
        return topics.matches(topic);
    }

    /** Whether it may want an event of one of the topics; where it costs much to find out, it may. */
    boolean mayWantAny(Collection<String> given) {
        if (given.isEmpty() || !service.listens()) {
            return false;
        }
        return (long) given.size() * topics.size() > MOST_COMPARISONS
                || given.stream().anyMatch(topics::matches);
    }

    /** Gives it an event; null when it went well, else what went wrong. */
    String receive(String subscription, StoredEvent event) {
        try {
            service.onEvent(event.organizationId(), event.event());
            return null;
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "Subscriber {} failed on event {} ({})",
                    subscription,
                    event.event().id(),
                    event.event().topic(),
                    e);
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }
}
