package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The channels by which Google Calendar notifies; each ends by itself. Used by one thread at a time. */
final class GoogleChannels {
    private final Rows channels = new Rows("id");
    private Duration longest = Duration.ofDays(7);

    /** They live no longer than so, from now on. */
    void endAfter(Duration life) {
        longest = life;
    }

    /** How many were asked for, those that ended included. */
    int made() {
        return channels.creations();
    }

    /** Those that have not ended. */
    List<ObjectNode> living() {
        return channels.all().stream()
                .filter(channel ->
                        channel.path("expiration").asLong() > Instant.now().toEpochMilli())
                .toList();
    }

    List<String> addresses() {
        return living().stream()
                .map(channel -> channel.path("address").asText())
                .toList();
    }

    void lose() {
        channels.all().forEach(channel -> channels.remove(channel.path("id").asText()));
    }

    Reply watch(ObjectNode request) {
        Duration asked = Duration.ofSeconds(request.at("/params/ttl").asLong(longest.toSeconds()));
        Duration life = asked.compareTo(longest) > 0 ? longest : asked;
        channels.create(request.deepCopy()
                .put("kind", "api#channel")
                .put("resourceId", "r1")
                .put("expiration", String.valueOf(Instant.now().plus(life).toEpochMilli())));
        ObjectNode answer =
                channels.get(request.path("id").asText()).orElseThrow().deepCopy();
        answer.remove(List.of("address", "type", "params"));
        return Reply.json(200, answer);
    }

    Reply stop(ObjectNode request) {
        channels.remove(request.path("id").asText());
        return Reply.empty(204);
    }
}
