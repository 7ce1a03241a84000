package org.archipel.connector.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
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

/** A session with Slack. Events are signed over time and raw content; the check of the address is signed as well. */
final class SlackSession extends ProviderSession {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final List<String> OF_WHO_ASKS =
            List.of("last_read", "latest", "unread_count", "unread_count_display");

    SlackSession(Provider provider, ConnectorContext context) {
        super(
                provider,
                context,
                Map.of(),
                Map.of("channel", context.config().path("channel").asText("none")));
    }

    /** A channel that is asked for alone tells of who asks as well. The list does not, and it is nothing of the channel's. */
    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return super.fetch(entity, externalId).map(record -> {
            if (!entity.equals("channel")) {
                return record;
            }
            ObjectNode data = record.data().deepCopy();
            data.remove(OF_WHO_ASKS);
            return new SourceRecord(record.externalId(), data, record.modifiedAt(), record.deleted(), record.version());
        });
    }

    private boolean signed(Delivered delivered) {
        String timestamp = delivered.header("X-Slack-Request-Timestamp");
        byte[] before = ("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
        String expected = context()
                .credential("signingSecret")
                .map(secret -> "v0=" + Signatures.hmacHex(secret, before, delivered.body()))
                .orElse("");
        return Signatures.same(expected, delivered.header("X-Slack-Signature"))
                && Signatures.timely(timestamp, context().clock().instant(), WINDOW);
    }

    @Override
    public Optional<HttpResponse> answerWebhookCheck(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        JsonNode body = delivered.json();
        if (!body.path("type").asText().equals("url_verification") || !signed(delivered)) {
            return Optional.empty();
        }
        byte[] challenge = body.path("challenge").asText().getBytes(StandardCharsets.UTF_8);
        return Optional.of(new HttpResponse(200, Map.of("Content-Type", List.of("text/plain")), challenge));
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        if (!signed(delivered)) {
            return Delivered.refused("the signature is wrong, too old, or of the future");
        }
        JsonNode body = delivered.json();
        JsonNode event = body.path("event");
        String type = event.path("type").asText(body.path("type").asText());
        return delivered
                .genuine(body.path("event_id").asText(), event.path("channel").asText(), type)
                .about(changed(type, event));
    }

    /** What the event is about, where it is about one of the entities. */
    private List<ChangedRecord> changed(String type, JsonNode event) {
        return switch (type) {
            case "user_change", "team_join" ->
                List.of(new ChangedRecord("user", event.at("/user/id").asText()));
            case "channel_created", "channel_rename", "group_rename" ->
                List.of(new ChangedRecord("channel", event.at("/channel/id").asText()));
            case "channel_archive",
                    "channel_unarchive",
                    "channel_deleted",
                    "group_archive",
                    "group_unarchive",
                    "group_deleted",
                    "member_joined_channel",
                    "member_left_channel" ->
                List.of(new ChangedRecord("channel", event.path("channel").asText()));
            case "message" -> message(event);
            default -> Delivered.NOTHING;
        };
    }

    /** One that was changed or deleted comes in a message of its own. Those of other channels than the integration's are left alone. */
    private List<ChangedRecord> message(JsonNode event) {
        if (!event.path("channel")
                .asText()
                .equals(context().config().path("channel").asText())) {
            return Delivered.NOTHING;
        }
        JsonNode ts = switch (event.path("subtype").asText()) {
            case "message_changed" -> event.at("/message/ts");
            case "message_deleted" -> event.path("deleted_ts");
            default -> event.path("ts");
        };
        return List.of(new ChangedRecord("message", ts.asText()));
    }
}
