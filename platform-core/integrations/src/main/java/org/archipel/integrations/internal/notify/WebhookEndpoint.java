package org.archipel.integrations.internal.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an organization wants to be told of events.
 *
 * @param topics globs such as {@code record.*}
 * @param disabledReason why nothing is sent there; empty while it is active
 * @param failingSince since when every delivery failed; empty while they arrive
 */
public record WebhookEndpoint(
        String id,
        String organizationId,
        String url,
        String description,
        List<String> topics,
        Status status,
        Optional<String> disabledReason,
        Optional<Instant> failingSince,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {
    /** Whether events are sent there. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    /** Whether an event of the topic is to be sent there. */
    public boolean wants(String topic) {
        return topics.stream().anyMatch(glob -> glob.equals(topic) || glob.equals("*") || matches(glob, topic));
    }

    private static boolean matches(String glob, String topic) {
        return glob.endsWith(".*") && topic.startsWith(glob.substring(0, glob.length() - 1));
    }
}
