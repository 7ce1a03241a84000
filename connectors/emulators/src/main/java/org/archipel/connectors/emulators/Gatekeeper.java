package org.archipel.connectors.emulators;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Checks the credentials of requests and gives out OAuth2 tokens. Thread-safe. */
final class Gatekeeper {
    static final int TOKEN_SECONDS = 3600;

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private volatile AccessRule rule;

    Gatekeeper(AccessRule rule) {
        this.rule = rule;
    }

    void rule(AccessRule newRule) {
        rule = newRule;
    }

    void expireTokens() {
        tokens.clear();
    }

    boolean admits(Exchange exchange) {
        String authorization = exchange.header("Authorization").orElse("");
        return switch (rule) {
            case NONE -> true;
            case API_KEY_HEADER ->
                exchange.header("X-Api-Key").filter(AccessRule.KEY::equals).isPresent();
            case API_KEY_QUERY -> AccessRule.KEY.equals(exchange.query().get("api_key"));
            case BASIC -> authorization.equals(basic());
            case BEARER -> authorization.equals("Bearer " + AccessRule.KEY);
            case OAUTH2 ->
                authorization.startsWith("Bearer ") && tokens.contains(authorization.substring("Bearer ".length()));
        };
    }

    /** The token endpoint (RFC 6749, section 4.4), with the client's credentials in the header or in the form. */
    Reply token(Exchange exchange) {
        Map<String, String> form = Urls.parameters(exchange.bodyText());
        boolean known = exchange.header("Authorization").filter(basic()::equals).isPresent()
                || AccessRule.USER.equals(form.get("client_id"))
                        && AccessRule.PASSWORD.equals(form.get("client_secret"));
        if (!known) {
            return Reply.json(401, Json.object().put("error", "invalid_client"));
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return Reply.json(400, Json.object().put("error", "unsupported_grant_type"));
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", TOKEN_SECONDS));
    }

    private static String basic() {
        byte[] pair = (AccessRule.USER + ":" + AccessRule.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
