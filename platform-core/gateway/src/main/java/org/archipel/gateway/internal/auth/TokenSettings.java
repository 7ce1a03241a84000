package org.archipel.gateway.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of bearer tokens: {@code issuer}, {@code audience} (one or several), {@code clockSkewSeconds} (60), {@code rolesClaim}
 * ({@code roles}), {@code scopesClaim} ({@code scope}), and those of a kind of token. Immutable.
 */
final class TokenSettings {
    private static final int SKEW = 60;
    private static final int MOST_SKEW = 600;

    private final ObjectNode settings;
    private final Duration clockSkew;

    /** @throws IllegalArgumentException if there is a member that is not known, or a value that is not good */
    TokenSettings(ObjectNode settings, Set<String> further) {
        this.settings = settings;
        Set<String> known =
                new LinkedHashSet<>(List.of("issuer", "audience", "clockSkewSeconds", "rolesClaim", "scopesClaim"));
        known.addAll(further);
        for (Map.Entry<String, JsonNode> member : settings.properties()) {
            if (!known.contains(member.getKey())) {
                throw new IllegalArgumentException("has no member '" + member.getKey() + "'");
            }
        }
        int skew = settings.path("clockSkewSeconds").asInt(SKEW);
        if (skew < 0 || skew > MOST_SKEW) {
            throw new IllegalArgumentException("'clockSkewSeconds' must be from 0 to " + MOST_SKEW);
        }
        this.clockSkew = Duration.ofSeconds(skew);
    }

    Duration clockSkew() {
        return clockSkew;
    }

    Optional<String> issuer() {
        return text("issuer");
    }

    /** Of these a token has to name one; empty for none. */
    Set<String> audience() {
        return texts(settings.path("audience"));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(settings.path(name).textValue()).filter(text -> !text.isBlank());
    }

    /** @throws IllegalArgumentException if it is missing */
    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("needs '" + name + "'"));
    }

    JsonNode member(String name) {
        return settings.path(name);
    }

    /** @param claims as they are in the token */
    Set<String> roles(JsonNode claims) {
        return texts(claims.path(text("rolesClaim").orElse("roles")));
    }

    /** @param claims as they are in the token */
    Set<String> scopes(JsonNode claims) {
        return texts(claims.path(text("scopesClaim").orElse("scope")));
    }

    /** An array of texts, or one text with spaces in between. */
    static Set<String> texts(JsonNode value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value.isTextual()) {
            texts.addAll(List.of(value.textValue().strip().split("\\s+")));
        } else {
            value.forEach(item -> {
                if (item.isTextual()) {
                    texts.add(item.textValue());
                }
            });
        }
        texts.remove("");
        return texts;
    }
}
