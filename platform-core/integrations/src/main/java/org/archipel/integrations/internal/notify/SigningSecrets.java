package org.archipel.integrations.internal.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.webhook.StandardWebhooks;

/**
 * The secrets that an endpoint's deliveries are signed with: one in use, and during a change the former one beside it. Immutable.
 */
final class SigningSecrets {
    /** How long the former secret still signs after a change. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final int BYTES = 24;
    private static final int MOST = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record One(String secret, Optional<Instant> until) {}

    private final List<One> secrets;

    private SigningSecrets(List<One> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    static SigningSecrets fresh() {
        return new SigningSecrets(List.of(new One(make(), Optional.empty())));
    }

    /** Where an endpoint's secrets are in the vault. */
    static String reference(String endpointId) {
        return "webhook-endpoint/" + endpointId;
    }

    private static String make() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return StandardWebhooks.secret(key);
    }

    /** A new secret, with those before it for a while. */
    SigningSecrets rotated(Instant now) {
        List<One> next = new ArrayList<>();
        next.add(new One(make(), Optional.empty()));
        for (One one : secrets) {
            Instant until = one.until().orElse(now.plus(OVERLAP));
            if (until.isAfter(now) && next.size() < MOST) {
                next.add(new One(one.secret(), Optional.of(until)));
            }
        }
        return new SigningSecrets(next);
    }

    /** The one in use. */
    String current() {
        return secrets.get(0).secret();
    }

    /** The value of {@code webhook-signature}: a signature by each secret, the one in use first. */
    String sign(String id, String timestamp, byte[] body, Instant now) {
        List<String> signatures = secrets.stream()
                .filter(one -> one.until().map(now::isBefore).orElse(true))
                .map(one -> StandardWebhooks.sign(StandardWebhooks.key(one.secret()), id, timestamp, body))
                .toList();
        return String.join(" ", signatures);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        secrets.forEach(one -> {
            ObjectNode node = json.withArray("/secrets").addObject().put("secret", one.secret());
            one.until().ifPresent(until -> node.put("until", until.toString()));
        });
        return json;
    }

    static SigningSecrets of(ObjectNode json) {
        List<One> secrets = new ArrayList<>();
        for (JsonNode node : json.path("secrets")) {
            secrets.add(new One(
                    node.path("secret").asText(),
                    Optional.ofNullable(node.get("until")).map(until -> Instant.parse(until.asText()))));
        }
        return new SigningSecrets(secrets);
    }
}
