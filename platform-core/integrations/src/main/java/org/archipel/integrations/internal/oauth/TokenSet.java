package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.archipel.integrations.internal.store.Json;

/**
 * The tokens of one connection.
 *
 * @param refreshToken empty if the provider gave none
 * @param expiresAt by this side's clock, reckoned from the life that the provider told; empty for never
 * @param scopes what was consented to, as the provider tells it; empty if it does not
 */
record TokenSet(
        String accessToken,
        Optional<String> refreshToken,
        Optional<Instant> obtainedAt,
        Optional<Instant> expiresAt,
        String scopes) {
    /** Providers that do not send a new refresh token mean that the old one is still good. */
    TokenSet keeping(Optional<String> former) {
        return new TokenSet(accessToken, refreshToken.or(() -> former), obtainedAt, expiresAt, scopes);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("accessToken", accessToken).put("scopes", scopes);
        refreshToken.ifPresent(token -> json.put("refreshToken", token));
        obtainedAt.ifPresent(at -> json.put("obtainedAt", at.toString()));
        expiresAt.ifPresent(at -> json.put("expiresAt", at.toString()));
        return json;
    }

    static TokenSet of(ObjectNode json) {
        return new TokenSet(
                json.path("accessToken").asText(),
                text(json, "refreshToken"),
                text(json, "obtainedAt").map(Instant::parse),
                text(json, "expiresAt").map(Instant::parse),
                json.path("scopes").asText());
    }

    private static Optional<String> text(ObjectNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(node -> node.asText());
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "TokenSet[expiresAt=" + expiresAt + "]";
    }
}
