package org.archipel.connector.google.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * ends, under a name that the platform chose. One whose answer was lost is known by that name: it may not be taken twice. What it takes to
 * stop it besides, the resource, is the same for all channels of a calendar, and told with the next one.
 */
final class CalendarChannels implements WebhookSubscriber {
    private static final String ENTITY = "event";
    private static final String SECONDS = String.valueOf(7 * 24 * 3600);
    private static final String TAKEN = "channelIdNotUnique";
    private static final int MOST_LOST = 5;

    private final Remote remote;
    private final String calendar;
    private final Logger logger;

    /** @param calendar as it stands in a path */
    CalendarChannels(Remote remote, String calendar, Logger logger) {
        this.remote = remote;
        this.calendar = calendar;
        this.logger = logger;
    }

    /**
     * A channel that is there.
     *
     * @param lost names of others that were made before, and whose answers were lost
     */
    private record Channel(String id, String resource, Optional<Instant> end, List<String> lost) {}

    /** Contacts have no channels. */
    @Override
    public boolean tells(String entity) {
        return entity.equals(ENTITY);
    }

    @Override
    public WebhookSubscription subscribe(WebhookSubscriptionRequest request) {
        Channel made = make(request);
        stopLost(made);
        stopFormer(request);
        return new WebhookSubscription(made.id() + "|" + made.resource(), made.end());
    }

    private Channel make(WebhookSubscriptionRequest request) {
        List<String> lost = new ArrayList<>();
        while (true) {
            String id = name(request.attempt(), lost.size());
            try {
                return watch(request, id, lost);
            } catch (Refusal e) {
                if (!e.problem().code().equals(TAKEN) || lost.size() > MOST_LOST) {
                    throw e;
                }
                lost.add(id);
            }
        }
    }

    /** Beyond some, a name that surely is free: a channel under it whose answer is lost as well ends by itself within a week. */
    private static String name(String attempt, int lost) {
        if (lost == 0) {
            return attempt;
        }
        return attempt + "-" + (lost <= MOST_LOST ? lost : Instant.now().toEpochMilli());
    }

    private Channel watch(WebhookSubscriptionRequest request, String id, List<String> lost) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
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
        return new Channel(channel.path("id").asText(id), resource, end, lost);
    }

    private void stopLost(Channel made) {
        made.lost().forEach(id -> stopQuietly(id, made.resource()));
    }

    /** The new one is there. */
    private void stopFormer(WebhookSubscriptionRequest request) {
        String[] names = names(request);
        if (names.length == 2) {
            stopQuietly(names[0], names[1]);
        }
    }

    /** If it cannot be stopped, it ends by itself within a week. */
    private void stopQuietly(String id, String resource) {
        try {
            stop(id, resource);
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
        String[] names = names(request);
        if (names.length == 2) {
            stop(names[0], names[1]);
            // Another one may have been about to take its place.
            stop(request.attempt(), names[1]);
        } else {
            endLost(request);
        }
    }

    /** Only another channel of the calendar tells what it takes to stop the one whose answer was lost. */
    private void endLost(WebhookSubscriptionRequest request) {
        Channel made;
        try {
            made = make(request);
        } catch (Refusal e) {
            if (e.retryable() || e.problem().meaning() == Meaning.AUTHENTICATION) {
                throw e;
            }
            logger.info("there are no channels, for none can be had: {}", e.getMessage());
            return;
        }
        stopLost(made);
        stop(made.id(), made.resource());
    }

    private static String[] names(WebhookSubscriptionRequest request) {
        return request.handle().orElse("").split("\\|", 2);
    }

    private void stop(String id, String resource) {
        try {
            post(
                    "/calendar/v3/channels/stop",
                    JsonNodeFactory.instance.objectNode().put("id", id).put("resourceId", resource));
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
