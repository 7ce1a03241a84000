package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.BitrixAnswers.failure;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The portal's authorization server. */
final class BitrixGrants {
    private static final int HOUR = 3600;

    private final Set<String> codes = new HashSet<>();
    private final Set<String> accessTokens = new HashSet<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private final Supplier<String> endpoint;
    private int refreshes;

    /** @param endpoint where the portal's REST API is */
    BitrixGrants(Supplier<String> endpoint) {
        this.endpoint = endpoint;
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
        String access = "at_" + UUID.randomUUID();
        String refresh = "rt_" + UUID.randomUUID();
        accessTokens.add(access);
        refreshTokens.add(refresh);
        return List.of(access, refresh);
    }

    Reply consent(Exchange exchange) {
        Map<String, String> query = exchange.query();
        if (!Bitrix24Provider.CLIENT_ID.equals(query.get("client_id"))) {
            return Reply.html("Application not found");
        }
        String code = UUID.randomUUID().toString();
        codes.add(code);
        Map<String, String> answer = new LinkedHashMap<>(Map.of("code", code));
        answer.put("state", query.getOrDefault("state", ""));
        answer.put("domain", "acme.bitrix24.com");
        answer.put("member_id", Bitrix24Provider.MEMBER_ID);
        // The portal knows the address from the application's card; here the request tells it.
        return Reply.empty(302).header("Location", query.get("redirect_uri") + "?" + Urls.query(answer));
    }

    Reply token(Map<String, String> query) {
        if (!Bitrix24Provider.CLIENT_ID.equals(query.get("client_id"))
                || !Bitrix24Provider.CLIENT_SECRET.equals(query.get("client_secret"))) {
            return failure(401, "invalid_client", "Application is unknown or not installed");
        }
        boolean exchange = "authorization_code".equals(query.get("grant_type"));
        boolean good = exchange
                ? codes.remove(query.getOrDefault("code", ""))
                : refreshTokens.remove(query.getOrDefault("refresh_token", ""));
        if (!good) {
            return failure(400, "invalid_grant", "The grant is invalid or expired");
        }
        if (!exchange) {
            refreshes++;
        }
        List<String> tokens = connect();
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", tokens.get(0))
                        .put("expires_in", HOUR)
                        .put("refresh_token", tokens.get(1))
                        .put("scope", "crm,user")
                        .put("domain", "oauth.bitrix.info")
                        .put("client_endpoint", endpoint.get())
                        .put("member_id", Bitrix24Provider.MEMBER_ID)
                        .put("status", "L"));
    }
}
