package org.archipel.integrations.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connectors.emulators.OAuthProvider;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.http.AccessTokens;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.oauth.OAuthConnections.Outcome;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class OAuthTest {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:1/api/oauth/callback");
    private static final Pattern PARAMETER = Pattern.compile("[?&](code|state)=([^&]+)");

    private OAuthProvider provider;
    private House house;
    private Integration integration;
    private final Map<String, String> cookies = new HashMap<>();
    private AuthorizationCode authentication;
    private ObjectNode credentials;

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

    @DatabaseTest
    void aPersonConnectsTheIntegrationAndItIsUsed() {
        assertThatThrownBy(() -> house.integrations.activate(house.caller, integration.id()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("oauth/connect");
        connect();
        house.integrations.activate(house.caller, integration.id());
        assertThat(me()).isEqualTo(200);
        Grant grant = house.connections.grant(integration).orElseThrow();
        assertThat(grant.scopes()).isEqualTo("contacts.read contacts.write");
        assertThat(grant.connectedBy()).isEqualTo("user:ada");
        assertThat(house.audit.actions()).contains("integration.oauth.connect");
    }

    @DatabaseTest
    void aStateServesOnceAndOnlyAsItWasSigned() {
        URI back = consent();
        String state = parameter(back, "state");
        Outcome forged = complete(state.replaceAll("\\..*", ".0000"), parameter(back, "code"));
        assertThat(forged.failure()).isPresent();
        // The forged one used the state up.
        assertThat(complete(state, parameter(back, "code")).failure()).isPresent();

        URI again = consent();
        assertThat(complete(parameter(again, "state"), parameter(again, "code")).failure())
                .isEmpty();
        assertThat(complete(parameter(again, "state"), parameter(again, "code")).failure())
                .isPresent();
        assertThat(house.connections
                        .complete(Optional.empty(), Optional.of("x"), Optional.empty(), cookies)
                        .failure())
                .isPresent();
    }

    @DatabaseTest
    void onlyTheBrowserThatBeganAConnectionCompletesIt() {
        URI back = consent();
        cookies.clear();
        assertThat(complete(parameter(back, "state"), parameter(back, "code")).failure())
                .hasValueSatisfying(text -> assertThat(text).contains("this browser"));

        // Somebody opens the invitation, and sends on the provider's address that they were led to.
        String invitation = invitation();
        URI theirs = consentAt(begin(invitation).authorizationUrl());
        begin(invitation);
        assertThat(complete(parameter(theirs, "state"), parameter(theirs, "code"))
                        .failure())
                .isPresent();
        assertThat(house.connections.begin(invitation)).as("it serves once").isEmpty();
        assertThat(house.connections.begin(invitation.replaceAll("\\..*", ".0000")))
                .isEmpty();
    }

    @DatabaseTest
    void aStateIsTooOldAfterTenMinutes() {
        URI back = consent();
        OAuthConnections later = new OAuthConnections(
                house.work,
                house.store,
                house.connectors,
                house.vault,
                new org.archipel.integrations.internal.fakes.PlainSignatures(),
                new JdkEgress(),
                house.tokens,
                house.failures,
                house.audit,
                house.log,
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11)));
        assertThat(later.complete(
                                Optional.of(parameter(back, "state")),
                                Optional.of(parameter(back, "code")),
                                Optional.empty(),
                                cookies)
                        .failure())
                .isPresent();
    }

    @DatabaseTest
    void aRefusalOfThePersonIsTold() {
        String state = parameter(consent(), "state");
        Outcome outcome =
                house.connections.complete(Optional.of(state), Optional.empty(), Optional.of("access_denied"), cookies);
        assertThat(outcome.failure())
                .hasValueSatisfying(text -> assertThat(text).contains("access_denied"));
    }

    @DatabaseTest
    void aSpentAccessTokenIsRefreshedAheadOfItsEndAndAfterARefusal() {
        provider.lifeSeconds(2);
        connect();
        provider.lifeSeconds(3600);
        org.awaitility.Awaitility.await().until(() -> {
            me();
            return provider.refreshes() == 1;
        });
        assertThat(me()).isEqualTo(200);
        provider.endAccessTokens();
        assertThat(me()).isEqualTo(200);
        assertThat(provider.refreshes()).isEqualTo(2);
        assertThat(provider.replays()).isZero();
    }

    @DatabaseTest
    void theRefreshTokenStaysWhereTheProviderSendsNoNewOne() {
        provider.rotating(false);
        connect();
        for (int i = 1; i <= 3; i++) {
            provider.endAccessTokens();
            assertThat(me()).isEqualTo(200);
            assertThat(provider.refreshes()).isEqualTo(i);
        }
    }

    @DatabaseTest
    void fiftyThreadsOnTwoNodesRefreshAOneTimeTokenOnce() throws Exception {
        connect();
        provider.delay(300);
        OAuthTokens otherNode = new OAuthTokens(house.work, house.vault, new JdkEgress(), house.failures);
        String stale = tokens(house.tokens).token();
        tokens(otherNode).token();
        provider.endAccessTokens();
        ExecutorService threads = Executors.newFixedThreadPool(50);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            AccessTokens mine = tokens(i % 2 == 0 ? house.tokens : otherNode);
            results.add(threads.submit(() -> {
                start.await();
                mine.refused(stale);
                return mine.token();
            }));
        }
        start.countDown();
        List<String> fresh = new ArrayList<>();
        for (Future<String> result : results) {
            fresh.add(result.get());
        }
        threads.shutdown();
        assertThat(fresh).doesNotContain(stale);
        assertThat(fresh.stream().distinct()).hasSize(1);
        assertThat(provider.refreshes()).isEqualTo(1);
        assertThat(provider.replays()).isZero();
    }

    @DatabaseTest
    void aRefreshThatFailsForGoodStopsTheIntegrationUntilItIsConnectedAgain() {
        connect();
        house.integrations.activate(house.caller, integration.id());
        assertThat(house.schedules.names()).isNotEmpty();
        provider.endAccessTokens();
        provider.refusing(true);
        assertThatThrownBy(this::me)
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED));
        Integration stopped = house.integrations.get(house.caller, integration.id());
        assertThat(stopped.status()).isEqualTo(IntegrationStatus.ERROR);
        assertThat(stopped.statusReason().orElse("")).startsWith("AUTHENTICATION_FAILED");
        assertThat(house.schedules.names()).isEmpty();
        assertThat(house.outbox.events("integration.authentication.failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.data().path("reconnect").asText())
                        .isEqualTo("/api/integrations/" + integration.id() + "/oauth/connect"));
        assertThatThrownBy(() -> house.syncs.submit(house.caller, stopped, SyncRequest.everything()))
                .isInstanceOf(ConflictException.class);

        provider.refusing(false);
        connect();
        assertThat(house.integrations.get(house.caller, integration.id()).active())
                .isTrue();
        assertThat(house.schedules.names()).isNotEmpty();
        assertThat(me()).isEqualTo(200);
    }

    @DatabaseTest
    void whileTheProviderIsAwayTheConnectionIsKept() {
        connect();
        provider.endAccessTokens();
        provider.failing(503);
        assertThatThrownBy(this::me)
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryable()).isTrue());
        provider.failing(0);
        assertThat(me()).isEqualTo(200);
    }

    @DatabaseTest
    void aConnectionIsTakenBackAtTheProviderToo() {
        connect();
        assertThat(house.connections.revoke(house.caller, integration)).isTrue();
        assertThat(provider.revocations()).isEqualTo(1);
        assertThat(house.connections.grant(integration)).isEmpty();
        assertThat(house.vault.has(house.organization, integration.tokensReference()))
                .isFalse();
        assertThatThrownBy(this::me).isInstanceOf(RemoteException.class);
    }

    /** Some providers take a token back only when it asks for that itself. */
    @DatabaseTest
    void aConnectionIsTakenBackByItsOwnToken() {
        house.remote.authenticateBy(new AuthorizationCode(
                authentication.provider().revokedByBearerAt(provider.uri() + "/revoke-itself"),
                "clientId",
                "clientSecret"));
        connect();
        assertThat(house.connections.revoke(house.caller, integration)).isTrue();
        assertThat(provider.revocations()).isEqualTo(1);
    }

    private IntegrationDraft draft() {
        return new IntegrationDraft(
                "Contacts",
                null,
                null,
                ScriptedConnector.ID,
                Settings.config(
                        "endpoint",
                        provider.uri().toString(),
                        "connectorConfig",
                        Json.object().put("region", "pt")),
                credentials,
                null,
                null,
                Settings.sync("entities", List.of("place"), "frequency", Frequency.HOURLY),
                null);
    }

    private AccessTokens tokens(OAuthTokens node) {
        return node.tokens(integration, authentication, credentials, List::of);
    }

    private int me() {
        Integration present = house.integrations.get(house.caller, integration.id());
        try (OpenSession session = house.sessions.open(present, house.connectors.require(present))) {
            return session.session()
                    .execute("echo", Json.object().put("url", provider.uri() + "/me"))
                    .path("status")
                    .asInt();
        }
    }

    private void connect() {
        URI back = consent();
        assertThat(complete(parameter(back, "state"), parameter(back, "code")).failure())
                .isEmpty();
    }

    private Outcome complete(String state, String code) {
        return house.connections.complete(Optional.of(state), Optional.of(code), Optional.empty(), cookies);
    }

    /** The person consents in a browser; where the provider sends it back to. */
    private URI consent() {
        URI address = begin(invitation()).authorizationUrl();
        assertThat(address.getQuery()).contains("code_challenge_method=S256");
        return consentAt(address);
    }

    private static URI consentAt(URI address) {
        try {
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
            return URI.create(answer.headers().firstValue("Location").orElseThrow());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String invitation() {
        URI address =
                house.connections.invite(house.caller, integration, CALLBACK).authorizationUrl();
        assertThat(address.toString()).startsWith("http://127.0.0.1:1/api/oauth/begin?");
        return address.getQuery().replaceFirst("invitation=", "");
    }

    /** The browser opens the invitation and gets its cookie. */
    private Beginning begin(String invitation) {
        Beginning beginning = house.connections.begin(invitation).orElseThrow();
        cookies.put(beginning.cookieName(), beginning.cookie());
        return beginning;
    }

    private static String parameter(URI uri, String name) {
        Matcher matcher = PARAMETER.matcher(uri.toString());
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return java.net.URLDecoder.decode(matcher.group(2), java.nio.charset.StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException(uri.toString());
    }
}
