package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The channels by which Google Calendar notifies; each ends by itself. Used by one thread at a time. */
final class GoogleChannels {
    private static final String RESOURCE = "r1";

    private final Rows channels = new Rows("id");
    private static final Duration LONGEST = Duration.ofDays(7);
    private Duration told = LONGEST;

    void serve(Router router) {
        router.on(
                        "POST",
                        "/calendar/v3/calendars/{calendar}/events/watch",
                        (exchange, values) -> watch(exchange.json()))
                .on("POST", "/calendar/v3/channels/stop", (exchange, values) -> stop(exchange.json()));
    }

    /** They are said to live no longer than so, from now on; they live as long as they were asked for. */
    void sayTheyEndAfter(Duration life) {
        told = life;
    }

    /** How many were asked for, those that ended included. */
    int made() {
        return channels.creations();
    }

    /** Those that have not ended. */
    List<ObjectNode> living() {
        return channels.all().stream()
                .filter(channel -> channel.path("end").asLong() > Instant.now().toEpochMilli())
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

    private Reply watch(ObjectNode request) {
        if (channels.get(request.path("id").asText()).isPresent()) {
            return GoogleAnswers.failure(400, "channelIdNotUnique", "Channel id not unique");
        }
        Duration asked = Duration.ofSeconds(request.at("/params/ttl").asLong(LONGEST.toSeconds()));
        Instant end = Instant.now().plus(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
        Instant said = Instant.now().plus(asked.compareTo(told) > 0 ? told : asked);
        channels.create(request.deepCopy()
                .put("kind", "api#channel")
                .put("resourceId", RESOURCE)
                .put("end", end.toEpochMilli())
                .put("expiration", String.valueOf(said.toEpochMilli())));
        ObjectNode answer =
                channels.get(request.path("id").asText()).orElseThrow().deepCopy();
        answer.remove(List.of("address", "type", "params", "end"));
        return Reply.json(200, answer);
    }

    private Reply stop(ObjectNode request) {
        boolean known = request.path("resourceId").asText().equals(RESOURCE)
                && channels.remove(request.path("id").asText());
        return known ? Reply.empty(204) : GoogleAnswers.missing();
    }
}
