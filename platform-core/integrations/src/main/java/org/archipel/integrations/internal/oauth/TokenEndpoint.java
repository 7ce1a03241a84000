package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.http.TokenAnswer;

/** Speaks with a provider's token endpoint (RFC 6749, sections 4.1.3 and 6), with its quirks as the connector tells them. */
final class TokenEndpoint {
    /** Shorter than the lease under which a token is refreshed. */
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_LIFE = 10L * 365 * 86_400;

    private final HttpClient network;
    private final AuthorizationCode authentication;
    private final ObjectNode credentials;
    private final Clock clock;

    TokenEndpoint(HttpClient network, AuthorizationCode authentication, ObjectNode credentials, Clock clock) {
        this.network = network;
        this.authentication = authentication;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The code becomes tokens. */
    TokenSet exchange(String code, String redirectUri, Optional<String> verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", redirectUri);
        verifier.ifPresent(text -> parameters.put("code_verifier", text));
        return tokens(send(provider().tokenUrl(), parameters));
    }

    /**
     * New tokens for a refresh token.
     *
     * @throws RemoteException {@code AUTHENTICATION_FAILED} if it is refused for good, a retryable one if the provider is away
     */
    TokenSet refresh(String refreshToken) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "refresh_token");
        parameters.put("refresh_token", refreshToken);
        return tokens(send(provider().tokenUrl(), parameters));
    }

    /** Asks the provider to forget a connection (RFC 7009). */
    void revoke(TokenSet present) {
        String url = provider().revokeUrl();
        HttpResponse response = provider().revocation() == OAuth2.Revocation.BEARER
                ? revokeByItself(url, present.accessToken())
                : send(
                        url,
                        new LinkedHashMap<>(
                                Map.of("token", present.refreshToken().orElse(present.accessToken()))));
        TokenAnswer answer = TokenAnswer.of(response);
        JsonNode ok = answer.body().path("ok");
        // Some tell of a refusal with the status of a success.
        if (!response.successful() || ok.isBoolean() && !ok.booleanValue()) {
            throw answer.refusal(clock);
        }
    }

    private HttpResponse revokeByItself(String url, String token) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Accept", List.of("application/json"));
        headers.put("Authorization", List.of("Bearer " + token));
        String form = form(Map.of("token", token, "token_type_hint", "access_token"));
        return network.send(post(url, headers, "application/x-www-form-urlencoded", form));
    }

    private HttpResponse send(String url, Map<String, String> parameters) {
        OAuth2 provider = provider();
        parameters.putAll(provider.tokenParameters());
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Accept", List.of("application/json"));
        String clientId = secret(authentication.clientIdField()).orElse("");
        Optional<String> clientSecret = secret(authentication.clientSecretField());
        if (provider.client() == OAuth2.Client.BASIC && clientSecret.isPresent()) {
            String pair = encode(clientId) + ":" + encode(clientSecret.get());
            headers.put(
                    "Authorization",
                    List.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        } else {
            parameters.put("client_id", clientId);
            clientSecret.ifPresent(secret -> parameters.put("client_secret", secret));
        }
        return network.send(
                switch (provider.request()) {
                    case FORM -> post(url, headers, "application/x-www-form-urlencoded", form(parameters));
                    case JSON -> post(url, headers, "application/json", json(parameters));
                    case QUERY ->
                        new HttpRequest(
                                "GET",
                                URI.create(url + (url.contains("?") ? "&" : "?") + form(parameters)),
                                headers,
                                new byte[0],
                                Optional.of(TIMEOUT));
                });
    }

    private static HttpRequest post(String url, Map<String, List<String>> headers, String type, String body) {
        headers.put("Content-Type", List.of(type));
        return new HttpRequest(
                "POST", URI.create(url), headers, body.getBytes(StandardCharsets.UTF_8), Optional.of(TIMEOUT));
    }

    private TokenSet tokens(HttpResponse response) {
        TokenAnswer answer = TokenAnswer.of(response);
        JsonNode body = answer.body();
        String token = body.at(provider().accessToken()).asText("");
        if (!response.successful() || token.isEmpty()) {
            throw answer.refusal(clock);
        }
        Instant now = clock.instant();
        long life = body.path("expires_in").asLong(provider().lifeSeconds());
        Optional<Instant> end =
                life <= 0 ? Optional.empty() : Optional.of(now.plusSeconds(Math.min(life, LONGEST_LIFE)));
        Optional<String> refresh =
                Optional.of(body.path("refresh_token").asText("")).filter(text -> !text.isEmpty());
        return new TokenSet(
                token, refresh, Optional.of(now), end, body.path("scope").asText(""));
    }

    private OAuth2 provider() {
        return authentication.provider();
    }

    private Optional<String> secret(String field) {
        return Optional.of(credentials.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String json(Map<String, String> parameters) {
        ObjectNode body = JSON.createObjectNode();
        parameters.forEach(body::put);
        return body.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
