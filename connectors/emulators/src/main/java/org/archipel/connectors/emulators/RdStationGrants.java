package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.RdStationAnswers.failure;
import static org.archipel.connectors.emulators.RdStationAnswers.id;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Both generations of RD Station's OAuth2. */
final class RdStationGrants {
    private static final int DAY = 86_400;

    private final Set<String> codes = new HashSet<>();
    private final Set<String> spentCodes = new HashSet<>();
    private final Set<String> accessTokens = new HashSet<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private int refreshes;

    void routes(Router router) {
        router.on("GET", "/auth/dialog", (exchange, values) -> consent(exchange))
                .on("GET", "/oauth/authorize", (exchange, values) -> consent(exchange))
                .on("POST", "/auth/token", (exchange, values) -> token(exchange.json(), false))
                .on("POST", "/oauth2/token", (exchange, values) -> token(form(exchange), true))
                .on("POST", "/auth/revoke", (exchange, values) -> revoke(exchange));
    }

    boolean admits(String accessToken) {
        return accessTokens.contains(accessToken);
    }

    int refreshes() {
        return refreshes;
    }

    void endAccessTokens() {
        accessTokens.clear();
    }

    /** Gives a pair of tokens, access before refresh, as after a person's consent. */
    List<String> connect() {
        String access = id();
        String refresh = id();
        accessTokens.add(access);
        refreshTokens.add(refresh);
        return List.of(access, refresh);
    }

    private Reply consent(Exchange exchange) {
        Map<String, String> query = exchange.query();
        String target = query.getOrDefault("redirect_uri", query.getOrDefault("redirect_url", ""));
        if (!RdStationProvider.CLIENT_ID.equals(query.get("client_id")) || target.isEmpty()) {
            return failure(401, "ACCESS_DENIED", "Wrong credentials provided.");
        }
        String code = id();
        codes.add(code);
        Map<String, String> answer = new LinkedHashMap<>(Map.of("code", code));
        answer.put("state", query.getOrDefault("state", ""));
        return Reply.empty(302).header("Location", target + "?" + Urls.query(answer));
    }

    private static ObjectNode form(Exchange exchange) {
        ObjectNode form = Json.object();
        exchange.form().forEach(form::put);
        return form;
    }

    /** The standard endpoint rotates refresh tokens, the classic one does not. */
    private Reply token(ObjectNode request, boolean rotating) {
        if (!RdStationProvider.CLIENT_ID.equals(request.path("client_id").asText())
                || !RdStationProvider.CLIENT_SECRET.equals(
                        request.path("client_secret").asText())) {
            return failure(401, "ACCESS_DENIED", "Wrong credentials provided.");
        }
        String code = request.path("code").asText();
        String refresh = request.path("refresh_token").asText();
        if (!code.isEmpty()) {
            if (!codes.remove(code)) {
                boolean spent = spentCodes.contains(code);
                return failure(
                        401,
                        spent ? "EXPIRED_CODE_GRANT" : "ACCESS_DENIED",
                        "The authorization code grant has expired.");
            }
            spentCodes.add(code);
            refresh = id();
            refreshTokens.add(refresh);
        } else if (!refreshTokens.contains(refresh)) {
            return failure(401, "INVALID_REFRESH_TOKEN", "The provided refresh token is invalid or was revoked.");
        } else {
            refreshes++;
            if (rotating) {
                refreshTokens.remove(refresh);
                refresh = id();
                refreshTokens.add(refresh);
            }
        }
        String access = id();
        accessTokens.add(access);
        return Reply.json(
                200,
                Json.object().put("access_token", access).put("expires_in", DAY).put("refresh_token", refresh));
    }

    private Reply revoke(Exchange exchange) {
        String token = exchange.form().getOrDefault("token", "");
        if (!exchange.bearer().equals(token) || !accessTokens.remove(token)) {
            return failure(401, "UNAUTHORIZED", "Invalid token.");
        }
        refreshTokens.clear();
        return Reply.json(200, Json.object());
    }
}
