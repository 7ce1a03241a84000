package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.event.EventPublisher;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.internal.island.LiveIsland;

/** Publishes an extension's events. Topics with which the platform itself speaks stay the platform's. */
final class IslandEvents implements EventPublisher {
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");
    private static final int LONGEST_TOPIC = 150;
    private static final int LONGEST_SUBJECT = 200;
    private static final List<String> PLATFORM_PREFIXES = List.of(
            "record.",
            "integration.",
            "extension.",
            "installation.",
            "marketplace.",
            "submission.",
            "job.",
            "organization.",
            "user.",
            "audit.",
            "workflow.",
            "alert.",
            "platform.");

    private final LiveIsland island;
    private final UnitOfWork work;
    private final Outbox outbox;

    IslandEvents(LiveIsland island, UnitOfWork work, Outbox outbox) {
        this.island = island;
        this.work = work;
        this.outbox = outbox;
    }

    @Override
    public String publish(String topic, String subject, ObjectNode data) {
        if (topic == null
                || topic.length() > LONGEST_TOPIC
                || !TOPIC.matcher(topic).matches()) {
            throw new ValidationException("", "a topic is a dotted name in lower case");
        }
        if (PLATFORM_PREFIXES.stream().anyMatch(topic::startsWith)) {
            throw new PermissionDeniedException("topics of the platform cannot be published: " + topic);
        }
        island.policy().requirePublish(topic);
        Names.check("a subject", subject, LONGEST_SUBJECT);
        ObjectNode content = data == null ? JsonNodeFactory.instance.objectNode() : data;
        return work.call(transaction ->
                outbox.append(transaction, island.installation().organizationId(), topic, subject, content));
    }
}
