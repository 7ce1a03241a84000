package org.archipel.messaging;

import org.archipel.api.event.Event;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives platform events of all organizations, or of one; registered as a service with the properties {@value #NAME} and {@value #TOPICS}.
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

    /**
     * Service property: the organization whose events alone are received. Such a subscriber takes turns with the others of its
     * organization, and keeps no other organization's events.
     */
    String ORGANIZATION = "subscriber.organization";

    void onEvent(String organizationId, Event event);

    /** Whether events may be of use at present. Asked by a thread that all organizations share: answers at once. */
    default boolean listens() {
        return true;
    }

    /**
     * Tells that events are forgotten before they were delivered: the subscriber of one organization was away or behind for too long.
     *
     * @param events of its organization, of whatever topics
     */
    default void missed(long events) {}
}
