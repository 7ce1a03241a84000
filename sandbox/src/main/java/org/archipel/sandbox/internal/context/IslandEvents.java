package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.event.EventPublisher;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.island.LiveIsland;

/** Publishes an extension's events. Topics with which the platform itself speaks stay the platform's. */
final class IslandEvents implements EventPublisher {
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");
    private static final int LONGEST_TOPIC = 150;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_DATA = 1 << 20;
    private static final Set<String> PLATFORM_WORDS = platformWords();

    private final LiveIsland island;
    private final UnitOfWork work;
    private final Outbox outbox;
    private final Account account;

    IslandEvents(LiveIsland island, UnitOfWork work, Outbox outbox, Account account) {
        this.island = island;
        this.work = work;
        this.outbox = outbox;
        this.account = account;
    }

    private static Set<String> platformWords() {
        try (InputStream in = IslandEvents.class.getResourceAsStream("/events/platform-words.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String publish(String topic, String subject, ObjectNode data) {
        if (topic == null
                || topic.length() > LONGEST_TOPIC
                || !TOPIC.matcher(topic).matches()) {
            throw new ValidationException("", "a topic is a dotted name in lower case");
        }
        if (PLATFORM_WORDS.contains(topic.substring(0, topic.indexOf('.')))) {
            throw new PermissionDeniedException("topics of the platform cannot be published: " + topic);
        }
        island.policy().requirePublish(topic);
        Names.check("a subject", subject, LONGEST_SUBJECT);
        ObjectNode content = data == null ? JsonNodeFactory.instance.objectNode() : data;
        int characters = BoundedJson.write(content, LONGEST_DATA)
                .orElseThrow(() -> new ValidationException(
                        "", "the data of an event has at most " + LONGEST_DATA + " characters as JSON"))
                .length();
        ValueCount.check("the data of an event", content, ValueCount.SHARED);
        account.publish(characters);
        return work.call(transaction ->
                outbox.append(transaction, island.installation().organizationId(), topic, subject, content));
    }
}
