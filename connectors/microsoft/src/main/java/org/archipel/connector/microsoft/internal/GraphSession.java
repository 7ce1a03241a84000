package org.archipel.connector.microsoft.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Percent;

/** A session with Microsoft Graph. Notifications are not signed; each carries a secret that was given with the subscription. */
final class GraphSession extends ProviderSession {
    private static final String SECRET = "webhookSecret";
    private static final int LONGEST_TOKEN = 4_000;
    // Whoever knows the address may send anything.
    private static final int LONGEST_TYPE = 100;
    private static final Set<String> ENTITIES = Set.of("event", "contact");

    GraphSession(Provider provider, ConnectorContext context) {
        super(provider, context, Map.of(), Map.of("mailbox", mailbox(context)));
    }

    private static String mailbox(ConnectorContext context) {
        String user = context.config().path("user").asText();
        return user.isEmpty() ? "me" : "users/" + Percent.segment(user);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals("subscribe")) {
            return super.execute(operation, parameters);
        }
        String secret = context()
                .credential(SECRET)
                .orElseThrow(() -> new ValidationException("/credentials/" + SECRET, "notifications need a secret"));
        return super.execute(operation, parameters.deepCopy().put("clientState", secret));
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new GraphSubscriptions(remote(), mailbox(context()), context().clock());
    }

    /** The check of the address comes before there is a subscription: the token goes back as it came. */
    @Override
    public Optional<HttpResponse> answerWebhookCheck(WebhookDelivery delivery) {
        String token = new Delivered(delivery).query("validationToken");
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        return Optional.of(new HttpResponse(
                200, Map.of("Content-Type", List.of("text/plain")), token.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        JsonNode notifications = delivered.json().path("value");
        String secret = context().credential(SECRET).orElse("");
        boolean good = notifications.isArray() && !notifications.isEmpty();
        List<String> ids = new ArrayList<>();
        for (JsonNode one : notifications) {
            good &= Signatures.same(secret, one.path("clientState").asText());
            ids.add(String.join(
                    "|",
                    one.path("subscriptionId").asText(),
                    one.path("changeType").asText(one.path("lifecycleEvent").asText()),
                    one.at("/resourceData/id").asText(),
                    one.has("lifecycleEvent")
                            ? occasion(one)
                            : one.at("/resourceData/@odata.etag").asText()));
        }
        if (!good) {
            return Delivered.refused("a notification does not hold the secret");
        }
        JsonNode first = notifications.path(0);
        String key = notifications.size() == 1 ? first.at("/resourceData/id").asText() : "";
        return delivered
                .genuine(
                        String.join(",", ids),
                        key,
                        first.path("changeType")
                                .asText(first.path("lifecycleEvent").asText()))
                .about(changed(notifications));
    }

    /** What tells an event of a subscription's life, which has no version, from the next one of its kind: its id, or else the minute. */
    private String occasion(JsonNode notification) {
        return notification
                .path("id")
                .asText(context().clock().instant().toString().substring(0, 16));
    }

    /** The records of all notifications; none if one of them is about something else. */
    private static List<ChangedRecord> changed(JsonNode notifications) {
        List<ChangedRecord> changed = new ArrayList<>();
        for (JsonNode one : notifications) {
            String type = one.at("/resourceData/@odata.type").asText();
            if (type.length() > LONGEST_TYPE) {
                return List.of();
            }
            String entity = type.toLowerCase(Locale.ROOT).replace("#microsoft.graph.", "");
            String id = one.at("/resourceData/id").asText();
            if (!ENTITIES.contains(entity) || id.isEmpty()) {
                return List.of();
            }
            changed.add(new ChangedRecord(entity, id));
        }
        return changed;
    }
}
