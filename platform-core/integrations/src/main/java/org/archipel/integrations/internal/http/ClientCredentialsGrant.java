package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.api.connector.HttpAuthentication.ClientCredentials;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.records.ContentHash;

/** Fetches access tokens by the OAuth2 client credentials grant (RFC 6749, section 4.4); the client authenticates by HTTP Basic. */
final class ClientCredentialsGrant implements AccessTokens {
    private static final long DEFAULT_LIFE_SECONDS = 300;
    private static final long LONGEST_LIFE_SECONDS = 86_400;

    private final ClientCredentials grant;
    private final ObjectNode credentials;
    private final HttpClient client;
    private final TokenCache cache;
    private final Duration timeout;
    private final Clock clock;
    private final String basis;

    ClientCredentialsGrant(
            ClientCredentials grant,
            ObjectNode credentials,
            HttpClient client,
            TokenCache cache,
            Duration timeout,
            Clock clock) {
        this.grant = grant;
        this.credentials = credentials;
        this.client = client;
        this.cache = cache;
        this.timeout = timeout;
        this.clock = clock;
        this.basis = ContentHash.of((grant.tokenUrl() + "\n" + grant.scopes() + "\n" + grant.extra() + "\n"
                        + Secret.of(credentials, grant.clientIdField()) + "\n"
                        + Secret.of(credentials, grant.clientSecretField()))
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String token() {
        return cache.get(basis, this::fetch);
    }

    @Override
    public void refused(String token) {
        cache.refused(token);
    }

    private TokenCache.Token fetch() {
        HttpResponse response = client.send(request());
        TokenAnswer answer = TokenAnswer.of(response);
        JsonNode body = answer.body();
        String token = body.path("access_token").asText("");
        if (!response.successful() || token.isEmpty()) {
            throw answer.refusal(clock);
        }
        long life = Math.min(LONGEST_LIFE_SECONDS, body.path("expires_in").asLong(DEFAULT_LIFE_SECONDS));
        return new TokenCache.Token(token, clock.instant().plusSeconds(life), basis);
    }

    private HttpRequest request() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!grant.scopes().isEmpty()) {
            form.put("scope", String.join(" ", grant.scopes()));
        }
        form.putAll(grant.extra());
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpRequest(
                "POST",
                URI.create(grant.tokenUrl()),
                Map.of(
                        "Content-Type", List.of("application/x-www-form-urlencoded"),
                        "Accept", List.of("application/json"),
                        "Authorization", List.of(basic())),
                body.getBytes(StandardCharsets.UTF_8),
                Optional.of(timeout));
    }

    private String basic() {
        String pair = encode(Secret.of(credentials, grant.clientIdField())) + ":"
                + encode(Secret.of(credentials, grant.clientSecretField()));
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
