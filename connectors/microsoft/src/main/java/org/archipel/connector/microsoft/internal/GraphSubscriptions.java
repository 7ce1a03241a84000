package org.archipel.connector.microsoft.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.ListedSubscriptions;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Remote;

/**
 * Subscriptions of a mailbox, one for its events and one for its contacts. They live three days at most and are prolonged; the secret of one
 * that is there cannot be seen or changed, so another one takes its place where it has to.
 */
final class GraphSubscriptions extends ListedSubscriptions {
    /** A little less than the 4,230 minutes that Graph allows, for clocks that differ. */
    private static final Duration LIFE = Duration.ofMinutes(4_200);

    private static final Set<String> ENDS = Set.of("subscriptionRemoved", "reauthorizationRequired");
    private static final String PATH = "/subscriptions";
    private static final int MOST_PAGES = 50;

    private final Remote remote;
    private final String mailbox;
    private final Clock clock;

    /** @param mailbox the path of the mailbox */
    GraphSubscriptions(Remote remote, String mailbox, Clock clock) {
        this.remote = remote;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    @Override
    public boolean tells(String entity) {
        return Set.of("event", "contact").contains(entity);
    }

    @Override
    public boolean tellsOfEnd(WebhookDelivery delivery) {
        for (JsonNode one : new Delivered(delivery).json().path("value")) {
            if (ENDS.contains(one.path("lifecycleEvent").asText())) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected Set<String> kinds(Set<String> entities) {
        return entities.stream().filter(this::tells).map(entity -> entity + "s").collect(Collectors.toSet());
    }

    @Override
    protected List<Registration> list() {
        List<Registration> found = new ArrayList<>();
        URI page = remote.address(PATH, Map.of());
        for (int i = 0; i < MOST_PAGES; i++) {
            JsonNode body = remote.get(page, Map.of()).document().orElseGet(JsonNodeFactory.instance::objectNode);
            body.path("value").forEach(one -> found.add(registration(one)));
            String next = body.path("@odata.nextLink").asText();
            if (next.isEmpty()) {
                return found;
            }
            page = remote.endpoint().follow(page, next);
        }
        return found;
    }

    private static Registration registration(JsonNode one) {
        return new Registration(
                one.path("id").asText(),
                // The mailbox may be written in another way than it was given.
                one.path("resource").asText().toLowerCase(Locale.ROOT).replaceFirst(".*/", ""),
                one.path("notificationUrl").asText(),
                Optional.of(end(one.path("expirationDateTime").asText())),
                Map.of());
    }

    private static Instant end(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "a subscription does not tell when it ends", false, null, e);
        }
    }

    /** When it is to end, as Graph writes times. */
    private String end() {
        return clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    protected Registration create(String collection, WebhookSubscriptionRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("changeType", "created,updated,deleted")
                .put("notificationUrl", request.target().toString())
                .put("lifecycleNotificationUrl", request.target().toString())
                .put("resource", mailbox + "/" + collection)
                .put("expirationDateTime", end())
                .put("clientState", request.secret().orElse(""));
        return answered("POST", PATH, body);
    }

    @Override
    protected Optional<Registration> adopt(Registration present, WebhookSubscriptionRequest request) {
        return Optional.empty();
    }

    @Override
    protected Optional<Registration> prolong(Registration present, WebhookSubscriptionRequest request) {
        return Optional.of(answered(
                "PATCH", path(present), JsonNodeFactory.instance.objectNode().put("expirationDateTime", end())));
    }

    private Registration answered(String method, String path, ObjectNode body) {
        return remote.ask(method, remote.address(path, Map.of()), Map.of(), Remote.bytes(body))
                .document()
                .map(GraphSubscriptions::registration)
                .orElseThrow(() -> new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, "the answer does not tell the subscription", false));
    }

    @Override
    protected void remove(Registration present) {
        remote.ask("DELETE", remote.address(path(present), Map.of()), Map.of(), new byte[0]);
    }

    private static String path(Registration present) {
        return PATH + "/" + Percent.segment(present.id());
    }
}
