package org.archipel.integrations.internal.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.base.Hmac;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.model.WebhookSettings.Encoding;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.KeptText;

/**
 * The schemes that the platform knows by itself. Signatures are reckoned over the bytes as they came, and compared in constant
 * time; the content is looked at only when they are good.
 */
final class SchemeVerifier implements Verifier {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_NAME = 200;

    private final WebhookSettings settings;
    private final List<String> secrets;
    private final Clock clock;

    SchemeVerifier(WebhookSettings settings, List<String> secrets, Clock clock) {
        this.settings = settings;
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
    }

    @Override
    public Verdict verify(WebhookDelivery delivery) {
        if (secrets.isEmpty()) {
            return Verdict.refused("the integration has no secret to verify webhooks with");
        }
        return switch (settings.scheme()) {
            case STANDARD -> standard(delivery);
            case HMAC -> hmac(delivery);
            case TOKEN -> token(delivery);
        };
    }

    private Verdict standard(WebhookDelivery delivery) {
        String id = header(delivery, StandardWebhooks.ID).orElse("");
        String timestamp = header(delivery, StandardWebhooks.TIMESTAMP).orElse("");
        String signatures = header(delivery, StandardWebhooks.SIGNATURE).orElse("");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Verdict.refused("webhook-id, webhook-timestamp or webhook-signature is missing");
        }
        List<byte[]> keys = secrets.stream().map(StandardWebhooks::key).toList();
        if (!StandardWebhooks.verify(keys, id, timestamp, delivery.body(), signatures)) {
            return Verdict.refused("the signature is wrong");
        }
        return timely(timestamp)
                ? read(delivery, Optional.of(id), delivery.body())
                : Verdict.refused("it is too old, or of the future");
    }

    private Verdict hmac(WebhookDelivery delivery) {
        String given = header(delivery, settings.header()).orElse("");
        String timestamp = Optional.ofNullable(settings.timestampHeader())
                .flatMap(name -> header(delivery, name))
                .orElse("");
        if (!given.startsWith(settings.prefix())
                || given.length() <= settings.prefix().length()) {
            return Verdict.refused("the header " + settings.header() + " is missing or in another form");
        }
        byte[] signature = decoded(given.substring(settings.prefix().length()));
        byte[] text = signedText(timestamp, delivery.body());
        boolean good = false;
        for (String secret : secrets) {
            byte[] expected = Hmac.of(settings.algorithm().mac(), secret.getBytes(StandardCharsets.UTF_8), text);
            good |= MessageDigest.isEqual(expected, signature);
        }
        if (!good) {
            return Verdict.refused("the signature is wrong");
        }
        if (settings.timestampHeader() != null && !timely(timestamp)) {
            return Verdict.refused("it is too old, or of the future");
        }
        return read(delivery, Optional.empty(), text);
    }

    private Verdict token(WebhookDelivery delivery) {
        byte[] given = header(delivery, settings.header()).orElse("").getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (String secret : secrets) {
            good |= MessageDigest.isEqual((settings.prefix() + secret).getBytes(StandardCharsets.UTF_8), given);
        }
        return good ? read(delivery, Optional.empty(), delivery.body()) : Verdict.refused("the token is wrong");
    }

    private byte[] signedText(String timestamp, byte[] body) {
        String template = settings.signedText();
        if (template.equals("{body}")) {
            return body;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(body.length + 64);
        String[] parts = template.replace("{timestamp}", timestamp).split("\\{body}", -1);
        for (int i = 0; i < parts.length; i++) {
            text.writeBytes(parts[i].getBytes(StandardCharsets.UTF_8));
            if (i < parts.length - 1) {
                text.writeBytes(body);
            }
        }
        return text.toByteArray();
    }

    private byte[] decoded(String signature) {
        try {
            return settings.encoding() == Encoding.HEX
                    ? HexFormat.of().parseHex(signature)
                    : Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private boolean timely(String timestamp) {
        if (!timestamp.matches("\\d{1,13}")) {
            return false;
        }
        long seconds = Long.parseLong(timestamp);
        long sent = timestamp.length() > 11 ? seconds / 1000 : seconds;
        return Math.abs(clock.instant().getEpochSecond() - sent) <= settings.toleranceSeconds();
    }

    /**
     * @param proved what the proof covers: where there is no id, two deliveries are one if they have it in common. With a signed time, what
     *     says the same at another time is another one
     */
    private Verdict read(WebhookDelivery delivery, Optional<String> knownId, byte[] proved) {
        boolean wanted = settings.idPointer() != null
                || settings.eventPointer() != null
                || settings.keyPointer() != null
                || settings.recordPointer() != null;
        JsonNode content = wanted ? content(delivery.body()) : MissingNode.getInstance();
        Optional<String> id =
                knownId.or(() -> header(delivery, settings.idHeader())).or(() -> at(content, settings.idPointer()));
        String event = header(delivery, settings.eventHeader())
                .or(() -> at(content, settings.eventPointer()))
                .orElse("");
        // Nothing but a signed time tells two events with one content apart.
        boolean timed = settings.scheme() == WebhookSettings.Scheme.HMAC
                && settings.signedText().contains("{timestamp}");
        Optional<Duration> within = id.isEmpty() && !timed
                ? Optional.of(Duration.ofSeconds(settings.toleranceSeconds()))
                : Optional.empty();
        return new Verdict(
                "",
                cut(id.orElseGet(() -> within.isPresent() ? Verdict.idOf(proved) : ContentHash.of(proved))),
                cut(at(content, settings.keyPointer()).orElse("")),
                cut(event),
                ToldRecords.usable(records(content)),
                within);
    }

    private List<ChangedRecord> records(JsonNode content) {
        if (settings.recordEntity() == null) {
            return List.of();
        }
        return at(content, settings.recordPointer())
                .map(id -> List.of(new ChangedRecord(settings.recordEntity(), id)))
                .orElse(List.of());
    }

    private static Optional<String> at(JsonNode content, String pointer) {
        if (pointer == null) {
            return Optional.empty();
        }
        JsonNode found = content.at(JsonPointer.compile(pointer));
        return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
    }

    private static JsonNode content(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> header(WebhookDelivery delivery, String name) {
        if (name == null) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<String>> header : delivery.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
                return Optional.of(header.getValue().get(0));
            }
        }
        return Optional.empty();
    }

    /** A long id is told apart by its hash. */
    private static String cut(String text) {
        String kept = KeptText.of(text);
        return kept.length() <= MAX_NAME ? kept : ContentHash.of(kept.getBytes(StandardCharsets.UTF_8));
    }
}
