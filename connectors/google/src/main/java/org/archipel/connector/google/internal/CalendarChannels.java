package org.archipel.connector.google.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;
import org.slf4j.Logger;

/**
 * The channel by which Google tells of changes of a calendar. It can be neither prolonged nor listed: another one takes its place before it
 * ends, under a name that the platform chose, and one whose answer was lost ends by itself within a week.
 */
final class CalendarChannels implements WebhookSubscriber {
    private static final String ENTITY = "event";
    private static final String SECONDS = String.valueOf(7 * 24 * 3600);

    private final Remote remote;
    private final String calendar;
    private final Logger logger;

    /** @param calendar as it stands in a path */
    CalendarChannels(Remote remote, String calendar, Logger logger) {
        this.remote = remote;
        this.calendar = calendar;
        this.logger = logger;
    }

    /** Contacts have no channels. */
    @Override
    public boolean tells(String entity) {
        return entity.equals(ENTITY);
    }

    @Override
    public WebhookSubscription subscribe(WebhookSubscriptionRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", request.attempt())
                .put("type", "web_hook")
                .put("address", request.target().toString())
                .put("token", request.secret().orElse(""));
        body.putObject("params").put("ttl", SECONDS);
        JsonNode channel = post("/calendar/v3/calendars/" + calendar + "/events/watch", body)
                .orElseThrow(() -> unusable("nothing"));
        String resource = channel.path("resourceId").asText();
        if (resource.isEmpty()) {
            throw unusable("no resource");
        }
        Optional<Instant> end = Optional.of(channel.path("expiration").asLong())
                .filter(time -> time > 0)
                .map(Instant::ofEpochMilli);
        stopFormer(request);
        return new WebhookSubscription(channel.path("id").asText(request.attempt()) + "|" + resource, end);
    }

    /** The new one is there: if the one before it cannot be stopped, it ends by itself. */
    private void stopFormer(WebhookSubscriptionRequest request) {
        try {
            unsubscribe(request);
        } catch (RemoteException e) {
            logger.warn(
                    "the channel before could not be stopped, and tells the same until it ends: {}", e.getMessage());
        }
    }

    @Override
    public Optional<WebhookSubscription> renew(WebhookSubscriptionRequest request) {
        return Optional.of(subscribe(request));
    }

    @Override
    public void unsubscribe(WebhookSubscriptionRequest request) {
        String[] names = request.handle().orElse("").split("\\|", 2);
        if (names.length < 2) {
            return;
        }
        try {
            post(
                    "/calendar/v3/channels/stop",
                    JsonNodeFactory.instance.objectNode().put("id", names[0]).put("resourceId", names[1]));
        } catch (Refusal e) {
            if (e.problem().meaning() != Meaning.NOT_FOUND) {
                throw e;
            }
        }
    }

    private Optional<JsonNode> post(String path, ObjectNode body) {
        return remote.ask("POST", remote.address(path, Map.of()), Map.of(), Remote.bytes(body))
                .document();
    }

    private static RemoteException unusable(String what) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer names " + what + " of the channel", false);
    }
}
