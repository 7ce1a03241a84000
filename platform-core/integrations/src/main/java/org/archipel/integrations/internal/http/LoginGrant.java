package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.archipel.api.connector.HttpAuthentication.Login;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.Json;

/** Fetches access tokens by a provider's own way of logging in. */
final class LoginGrant implements AccessTokens {
    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Login login;
    private final ObjectNode credentials;
    private final HttpClient client;
    private final TokenCache cache;
    private final Duration timeout;
    private final Clock clock;

    LoginGrant(
            Login login, ObjectNode credentials, HttpClient client, TokenCache cache, Duration timeout, Clock clock) {
        this.login = login;
        this.credentials = credentials;
        this.client = client;
        this.cache = cache;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public String token() {
        byte[] body = Json.bytes(body());
        String basis = ContentHash.of(
                (login.url() + "\n" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        return cache.get(basis, () -> fetch(body, basis));
    }

    @Override
    public void refused(String token) {
        cache.refused(token);
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        new TreeMap<>(login.members()).forEach((member, field) -> body.put(member, Secret.of(credentials, field)));
        return body;
    }

    private TokenCache.Token fetch(byte[] body, String basis) {
        HttpResponse response = client.send(new HttpRequest(
                "POST",
                URI.create(login.url()),
                Map.of("Content-Type", List.of("application/json"), "Accept", List.of("application/json")),
                body,
                Optional.of(timeout)));
        TokenAnswer answer = TokenAnswer.of(response);
        String token = answer.body().at(login.token()).asText("");
        if (response.successful() && !token.isEmpty()) {
            return new TokenCache.Token(token, clock.instant().plusSeconds(login.lifeSeconds()), basis);
        }
        boolean busy = !login.busy().isEmpty() && response.text().contains(login.busy());
        throw busy
                ? new RemoteException(
                        ErrorCode.RATE_LIMIT_EXCEEDED,
                        "The remote system takes no more log-ins for a while.",
                        true,
                        RetryAfter.of(response, clock).orElse(WAIT),
                        null)
                : answer.refusal(clock);
    }
}
