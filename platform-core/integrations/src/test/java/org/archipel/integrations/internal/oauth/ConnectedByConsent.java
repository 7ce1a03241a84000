package org.archipel.integrations.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.connectors.emulators.OAuthProvider;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.http.AccessTokens;
import org.archipel.integrations.internal.http.Reach;
import org.archipel.integrations.internal.model.AuthType;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.oauth.OAuthConnections.Outcome;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An integration with a provider that a person connects it to. */
abstract class ConnectedByConsent {
    static final URI CALLBACK = URI.create("http://127.0.0.1:1/api/oauth/callback");
    static final Pattern PARAMETER = Pattern.compile("[?&](code|state)=([^&]+)");

    OAuthProvider provider;
    House house;
    Integration integration;
    final Map<String, String> cookies = new HashMap<>();
    AuthorizationCode authentication;
    ObjectNode credentials;
    /** Null for as the connector says. */
    AuthType authType;

    @BeforeEach
    void build(TestDatabase database) throws IOException {
        provider = OAuthProvider.start();
        house = new House(database);
        authentication = new AuthorizationCode(
                OAuth2.standard(provider.uri() + "/authorize", provider.uri() + "/token", List.of("contacts.read"))
                        .revokedAt(provider.uri() + "/revoke"),
                "clientId",
                "clientSecret");
        house.remote.authenticateBy(authentication);
        credentials = Json.object()
                .put("token", "unused")
                .put("clientId", OAuthProvider.CLIENT_ID)
                .put("clientSecret", OAuthProvider.CLIENT_SECRET);
        integration = house.integrations.create(house.caller, draft());
    }

    @AfterEach
    void tearDown() {
        house.close();
        provider.close();
    }

    IntegrationDraft draft() {
        return new IntegrationDraft(
                "Contacts",
                null,
                null,
                ScriptedConnector.ID,
                Settings.config(
                        "endpoint",
                        provider.uri().toString(),
                        "connectorConfig",
                        Json.object().put("region", "pt"),
                        "authType",
                        authType),
                credentials,
                null,
                null,
                Settings.sync("entities", List.of("place"), "frequency", Frequency.HOURLY),
                null);
    }

    AccessTokens tokens(OAuthTokens node) {
        return node.tokens(integration, authentication, credentials, new Reach(List::of, List.of()));
    }

    int me() {
        Integration present = house.integrations.get(house.caller, integration.id());
        try (OpenSession session = house.sessions.open(present, house.connectors.require(present))) {
            return session.session()
                    .execute("echo", Json.object().put("url", provider.uri() + "/me"))
                    .path("status")
                    .asInt();
        }
    }

    void connect() {
        URI back = consent();
        assertThat(complete(parameter(back, "state"), parameter(back, "code")).failure())
                .isEmpty();
    }

    Outcome complete(String state, String code) {
        return house.connections.complete(Optional.of(state), Optional.of(code), Optional.empty(), cookies);
    }

    /** The person consents in a browser; where the provider sends it back to. */
    URI consent() {
        URI address = begin(invitation()).authorizationUrl();
        assertThat(address.getQuery()).contains("code_challenge_method=S256");
        return consentAt(address);
    }

    static URI consentAt(URI address) {
        try {
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
            return URI.create(answer.headers().firstValue("Location").orElseThrow());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String invitation() {
        URI address =
                house.connections.invite(house.caller, integration, CALLBACK).authorizationUrl();
        assertThat(address.toString()).startsWith("http://127.0.0.1:1/api/oauth/begin?");
        return address.getQuery().replaceFirst("invitation=", "");
    }

    /** The browser opens the invitation and gets its cookie. */
    Beginning begin(String invitation) {
        Beginning beginning = house.connections.begin(invitation).orElseThrow();
        cookies.put(beginning.cookieName(), beginning.cookie());
        return beginning;
    }

    static String parameter(URI uri, String name) {
        Matcher matcher = PARAMETER.matcher(uri.toString());
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException(uri.toString());
    }
}
