package org.archipel.messaging;

import org.archipel.api.event.Event;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives platform events of all organizations; registered as a service with the properties {@value #NAME} and {@value #TOPICS}.
 * Each named subscriber gets each event at least once, in order within a subject; a thrown exception means another try with
 * backoff, then a dead letter.
 */
@ConsumerType
@FunctionalInterface
public interface EventSubscriber {
    /** Service property: durable name of the subscription. */
    String NAME = "subscriber.name";

    /** Service property: topic globs, {@code String[]}. */
    String TOPICS = "subscriber.topics";

    void onEvent(String organizationId, Event event);
}
