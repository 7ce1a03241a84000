package org.archipel.connector.zoom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Remote;

/** A session with Zoom. Events are signed over time and raw content; the check of the address is signed as well. */
final class ZoomSession extends ProviderSession {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int LISTED_AGENDA = 250;
    private static final String CHECK = "endpoint.url_validation";

    private String userId;

    ZoomSession(Provider provider, ConnectorContext context) {
        super(provider, context, Map.of(), Map.of("user", Percent.segment(user(context))));
    }

    private static String user(ConnectorContext context) {
        return context.config().path("user").asText("me");
    }

    /** Events come of all users of an account; meetings are those of one. */
    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        Optional<SourceRecord> found = super.fetch(entity, externalId);
        return entity.equals("meeting")
                ? found.filter(meeting -> isOwn(meeting.data())).map(ZoomSession::asListed)
                : found;
    }

    /** Lists give no more of an agenda than its beginning; read alone, a meeting has to look the same. */
    private static SourceRecord asListed(SourceRecord meeting) {
        String agenda = meeting.data().path("agenda").asText();
        if (agenda.length() <= LISTED_AGENDA) {
            return meeting;
        }
        return new SourceRecord(
                meeting.externalId(),
                meeting.data().deepCopy().put("agenda", agenda.substring(0, LISTED_AGENDA)),
                meeting.modifiedAt(),
                meeting.deleted(),
                meeting.version());
    }

    private boolean isOwn(JsonNode meeting) {
        if (userId == null) {
            userId = super.execute(
                            "getUser", JsonNodeFactory.instance.objectNode().put("user", user(context())))
                    .path("id")
                    .asText();
        }
        return meeting.path("host_id").asText(userId).equals(userId);
    }

    /** A meeting's UUID that a path would take for several parts has to be encoded twice. */
    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        String meeting = parameters.path("meeting").asText();
        return super.execute(
                operation,
                meeting.startsWith("/") || meeting.contains("//")
                        ? parameters.deepCopy().put("meeting", Percent.encode(meeting))
                        : parameters);
    }

    private String secret() {
        return context().credential("secretToken").orElse("");
    }

    private boolean signed(Delivered delivered) {
        String timestamp = delivered.header("x-zm-request-timestamp");
        byte[] before = ("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
        return !secret().isEmpty()
                && Signatures.same(
                        "v0=" + Signatures.hmacHex(secret(), before, delivered.body()),
                        delivered.header("x-zm-signature"))
                && Signatures.timely(timestamp, context().clock().instant(), WINDOW);
    }

    @Override
    public Optional<HttpResponse> answerWebhookCheck(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        JsonNode body = delivered.json();
        if (!body.path("event").asText().equals(CHECK) || !signed(delivered)) {
            return Optional.empty();
        }
        String token = body.at("/payload/plainToken").asText();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("plainToken", token)
                .put("encryptedToken", Signatures.hmacHex(secret(), token.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(
                new HttpResponse(200, Map.of("Content-Type", List.of("application/json")), Remote.bytes(answer)));
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        if (!signed(delivered)) {
            return Delivered.refused("the signature is wrong, too old, or of the future");
        }
        JsonNode body = delivered.json();
        String event = body.path("event").asText();
        String object = body.at("/payload/object/id").asText();
        // Many may come and go in one millisecond.
        String who = body.at("/payload/object/participant").toString()
                + body.at("/payload/object/registrant").toString();
        String id = String.join(
                "|",
                event,
                body.path("event_ts").asText(),
                object,
                who.isEmpty() ? "" : Signatures.digest(who.getBytes(StandardCharsets.UTF_8)));
        boolean ofEntity = !object.isEmpty() && event.matches("(meeting|user)\\..*");
        return delivered
                .genuine(id, object, event)
                .about(
                        ofEntity
                                ? List.of(new ChangedRecord(event.replaceFirst("\\..*", ""), object))
                                : Delivered.NOTHING);
    }
}
