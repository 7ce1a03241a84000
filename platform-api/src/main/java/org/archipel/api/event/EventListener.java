package org.archipel.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives events of the topics in its service property {@value #TOPICS} (globs such as {@code record.*}), as far as the {@code
 * events} permission covers them. Events of one subject arrive in order, at least once; a thrown exception means another try.
 */
@ConsumerType
@FunctionalInterface
public interface EventListener {
    /** Service property: the topics to receive, {@code String[]}. */
    String TOPICS = "archipel.event.topics";

    void onEvent(Event event);
}
