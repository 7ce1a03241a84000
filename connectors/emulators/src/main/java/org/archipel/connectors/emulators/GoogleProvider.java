package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Google Calendar version 3 and People version 1 on one address, with the empty notifications of calendars. */
public final class GoogleProvider extends EmulatedProvider {
    /** A token that is good. */
    public static final String TOKEN = "ya29.token-1234567890";

    private final GoogleCalendar calendar;
    private final GooglePeople people;
    private final GoogleChannels channels = new GoogleChannels();
    private final Router router = new Router();
    private int notifications;

    /** @param count events, and contacts, that it begins with */
    public GoogleProvider(int count) {
        calendar = new GoogleCalendar(count);
        people = new GooglePeople(count);
        calendar.serve(router);
        channels.serve(router);
        people.serve(router);
    }

    /** Changes of before a time are not told of any more. */
    public synchronized void forgetChangesBefore(Instant time) {
        calendar.forgetChangesBefore(time);
    }

    /** How many events and contacts were made by requests. */
    public synchronized int creations() {
        return calendar.creations() + people.creations();
    }

    /** A contact, as it is. */
    public synchronized ObjectNode contact(String resourceName) {
        return people.contact(resourceName);
    }

    /** An event, as it is. */
    public synchronized ObjectNode event(String id) {
        return calendar.event(id);
    }

    /** Somebody else changes an event. */
    public synchronized void change(String id, ObjectNode data) {
        calendar.change(id, data);
    }

    /** Channels are said to end after so long at the latest, from now on; they live as long as they were asked for. */
    public synchronized void sayChannelsEndAfter(Duration life) {
        channels.sayTheyEndAfter(life);
    }

    /** Channels that were asked for, those that ended included. */
    public synchronized int channelsMade() {
        return channels.made();
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return channels.addresses();
    }

    @Override
    public synchronized void loseSubscriptions() {
        channels.lose();
    }

    /** Something changes in the calendar; those who watch are told. */
    public synchronized void notifyWatchers() {
        for (ObjectNode channel : channels.living()) {
            webhooks()
                    .add(
                            Map.of(
                                    "X-Goog-Channel-ID", channel.path("id").asText(),
                                    "X-Goog-Channel-Token",
                                            channel.path("token").asText(),
                                    "X-Goog-Resource-State", "exists",
                                    "X-Goog-Message-Number", String.valueOf(++notifications)),
                            new byte[0],
                            channel.path("address").asText());
        }
    }

    /** Consent and tokens are had without a token. */
    @Override
    boolean isOpen(Exchange exchange) {
        return exchange.path().startsWith("/o/oauth2/") || exchange.path().equals("/token");
    }

    /** Whoever comes consents. */
    private static Reply consent(Exchange exchange) {
        String back = exchange.query().get("redirect_uri") + "?"
                + Urls.query(Map.of("code", "4/code", "state", exchange.query().getOrDefault("state", "")));
        return Reply.empty(302).header("Location", back);
    }

    private static Reply tokens() {
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", TOKEN)
                        .put("refresh_token", "1//refresh")
                        .put("expires_in", 3599)
                        .put("token_type", "Bearer"));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (isOpen(exchange)) {
            return exchange.path().equals("/token") ? tokens() : consent(exchange);
        }
        return exchange.bearer().equals(TOKEN) ? router.answer(exchange).orElseGet(GoogleAnswers::missing) : expired();
    }

    @Override
    Reply expired() {
        return GoogleAnswers.failure(401, "authError", "Invalid Credentials");
    }

    @Override
    Reply limited(int seconds) {
        return GoogleAnswers.failure(403, "userRateLimitExceeded", "User Rate Limit Exceeded");
    }

    @Override
    Reply broken(int status) {
        return GoogleAnswers.failure(status, "backendError", "Backend Error");
    }

    @Override
    ObjectNode error() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", 400).put("message", "Something went wrong.");
        error.putArray("errors").addObject().put("reason", "invalid");
        return body;
    }
}
