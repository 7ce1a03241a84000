package org.archipel.connector.hubspot.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.provider.MoreFields;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;

/** A session with HubSpot. Webhooks come several in one delivery, signed in version 3 over method, address, content and time. */
final class HubSpotSession extends ProviderSession {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MOST_FOUND = 10_000;
    private static final int LARGEST_PAGE = 100;
    private static final Pattern AFTER = Pattern.compile("(?:^| )(\\d{1,9})$");
    private static final Map<String, String> TYPES = Map.of("0-1", "contact", "0-2", "company", "0-3", "deal");

    private String listed = "";

    HubSpotSession(Provider provider, ConnectorContext context) {
        super(provider, context, Map.of(), MoreFields.settings(provider, context));
    }

    /**
     * A search gives 10,000 results and no more. Where so many changed at one moment, as by an import, no time divides them: from there on
     * all there is is read, by the list, which has no such end.
     */
    @Override
    public ReadPage read(ReadRequest request) {
        Optional<JsonNode> cursor = request.cursor();
        if (cursor.isEmpty()) {
            listed = "";
        }
        if (!listed.equals(request.entity())) {
            try {
                return super.read(request);
            } catch (Refusal e) {
                if (request.modifiedSince().isEmpty()
                        || e.problem().meaning() != Meaning.REJECTED
                        || !isPastTheLastResult(cursor)) {
                    throw e;
                }
                listed = request.entity();
                cursor = Optional.empty();
            }
        }
        ReadPage page = super.read(new ReadRequest(request.entity(), cursor, request.limit(), Optional.empty()));
        // Another session has to begin anew: it would take the place in the list for one in the search.
        return new ReadPage(
                page.records(),
                page.nextCursor(),
                page.hasMore(),
                page.total(),
                false,
                page.complete(),
                Optional.of(List.of()));
    }

    private static boolean isPastTheLastResult(Optional<JsonNode> cursor) {
        Matcher after =
                AFTER.matcher(cursor.map(node -> node.path("position").asText()).orElse(""));
        return after.find() && Integer.parseInt(after.group(1)) + LARGEST_PAGE > MOST_FOUND;
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String timestamp = delivered.header("X-HubSpot-Request-Timestamp");
        String url = context().config().path("webhookUrl").asText();
        byte[] before = ("POST" + url).getBytes(StandardCharsets.UTF_8);
        byte[] after = timestamp.getBytes(StandardCharsets.UTF_8);
        String expected = context()
                .credential("clientSecret")
                .map(secret -> Signatures.hmacBase64(secret, before, delivered.body(), after))
                .orElse("");
        if (!Signatures.same(expected, delivered.header("X-HubSpot-Signature-v3"))) {
            return Delivered.refused("the signature is wrong");
        }
        if (!timely(timestamp)) {
            return Delivered.refused("it is too old, or of the future");
        }
        JsonNode events = delivered.json();
        List<String> ids = new ArrayList<>();
        boolean named = true;
        for (JsonNode event : events) {
            named &= !event.path("eventId").asText().isEmpty();
            ids.add(event.path("eventId").asText() + "/"
                    + event.path("subscriptionId").asText());
        }
        JsonNode first = events.path(0);
        String key = events.size() == 1 ? first.path("objectId").asText() : "";
        return delivered
                .genuine(
                        named ? String.join(",", ids) : "",
                        key,
                        first.path("subscriptionType").asText())
                .about(changed(events));
    }

    /** The records of all events; none if one of them is about another kind of object. */
    private static List<ChangedRecord> changed(JsonNode events) {
        List<ChangedRecord> changed = new ArrayList<>();
        for (JsonNode event : events) {
            String kind = event.path("subscriptionType").asText().replaceFirst("\\..*", "");
            String entity = kind.equals("object")
                    ? TYPES.getOrDefault(event.path("objectTypeId").asText(), "")
                    : TYPES.containsValue(kind) ? kind : "";
            String id = event.path("objectId").asText();
            if (entity.isEmpty() || id.isEmpty()) {
                return List.of();
            }
            changed.add(new ChangedRecord(entity, id));
            event.path("mergedObjectIds").forEach(merged -> changed.add(new ChangedRecord(entity, merged.asText())));
        }
        return changed;
    }

    private boolean timely(String milliseconds) {
        return milliseconds.matches("\\d{1,15}")
                && Duration.between(
                                        Instant.ofEpochMilli(Long.parseLong(milliseconds)),
                                        context().clock().instant())
                                .abs()
                                .compareTo(WINDOW)
                        <= 0;
    }
}
