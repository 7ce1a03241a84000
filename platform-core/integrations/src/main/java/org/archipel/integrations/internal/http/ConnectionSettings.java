package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.RetrySettings;

/** How the requests of one session are made. */
record ConnectionSettings(
        HttpAuthentication authentication,
        ObjectNode credentials,
        CredentialScope scope,
        RetrySettings retries,
        Duration timeout,
        boolean compression,
        SecretMask mask,
        ExchangeLog log,
        Optional<AccessTokens> connected,
        Optional<Pacer> pacer) {
    HttpRequest prepare(HttpRequest request) {
        HttpRequest prepared = request.timeout().isPresent()
                ? request
                : new HttpRequest(
                        request.method(), request.uri(), request.headers(), request.body(), Optional.of(timeout));
        return compression ? prepared : prepared.header("Accept-Encoding", "identity");
    }

    /** Where tokens come from; empty where none are needed. */
    Optional<AccessTokens> tokens(HttpClient network, TokenCache tokens, Clock clock) {
        if (authentication instanceof HttpAuthentication.ClientCredentials grant) {
            return Optional.of(new ClientCredentialsGrant(grant, credentials, network, tokens, timeout, clock));
        }
        return authentication instanceof HttpAuthentication.Login login
                ? Optional.of(new LoginGrant(login, credentials, network, tokens, timeout, clock))
                : connected;
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "ConnectionSettings[" + authentication + "]";
    }
}
