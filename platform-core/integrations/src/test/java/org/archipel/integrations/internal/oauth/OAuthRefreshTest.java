package org.archipel.integrations.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.http.AccessTokens;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.security.CredentialVault;

/** Access tokens end, and are made anew. */
class OAuthRefreshTest extends ConnectedByConsent {
    @DatabaseTest
    void aSpentAccessTokenIsRefreshedAheadOfItsEndAndAfterARefusal() {
        provider.lifeSeconds(2);
        connect();
        provider.lifeSeconds(3600);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
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
    void aRefreshThatAnswersAfterAPersonConnectedAnewChangesNothing() throws Exception {
        connect();
        FutureTask<String> refresh = refreshInFlight();

        connect();
        ObjectNode connected = house.vault.open(house.organization, integration.tokensReference());

        assertThat(refresh.get()).isEqualTo(connected.path("accessToken").asText());
        assertThat(house.vault.open(house.organization, integration.tokensReference()))
                .isEqualTo(connected);
        assertThat(me()).isEqualTo(200);
    }

    @DatabaseTest
    void aRefreshThatAnswersAfterTheConnectionWasTakenBackLeavesNoTokens() throws Exception {
        authentication = new AuthorizationCode(
                OAuth2.standard(provider.uri() + "/authorize", provider.uri() + "/token", List.of("contacts.read")),
                "clientId",
                "clientSecret");
        house.remote.authenticateBy(authentication);
        connect();
        FutureTask<String> refresh = refreshInFlight();

        house.connections.revoke(house.caller, integration);

        assertThatThrownBy(refresh::get).hasCauseInstanceOf(RemoteException.class);
        assertThat(provider.refreshes()).isEqualTo(1);
        assertThat(house.vault.has(house.organization, integration.tokensReference()))
                .isFalse();
    }

    @DatabaseTest
    void tokensThatCouldNotBeStoredAreStoredLater() {
        connect();
        var failing = new FailingVault(house.vault, new AtomicBoolean(true));
        AccessTokens mine = tokens(new OAuthTokens(house.work, failing, new JdkEgress(), house.failures));
        mine.refused(mine.token());
        assertThatThrownBy(mine::token).hasStackTraceContaining("the store is away");

        String fresh = mine.token();

        assertThat(house.vault
                        .open(house.organization, integration.tokensReference())
                        .path("accessToken")
                        .asText())
                .isEqualTo(fresh);
        mine.refused(fresh);
        assertThat(mine.token()).isNotEqualTo(fresh);
        assertThat(house.tokens.connected(integration)).isTrue();
        assertThat(provider.refreshes()).isEqualTo(2);
        assertThat(provider.replays()).isZero();
    }

    /** A thread that waits for the provider. */
    private FutureTask<String> refreshInFlight() {
        AccessTokens mine = tokens(house.tokens);
        mine.refused(mine.token());
        provider.delay(2000);
        FutureTask<String> refresh = new FutureTask<>(mine::token);
        new Thread(refresh).start();
        await().until(() -> house.work.call(transaction -> Sql.on(transaction)
                .first(
                        "SELECT lease_owner FROM oauth_grants WHERE integration_id = ? AND lease_owner IS NOT NULL",
                        row -> row.getString(1),
                        integration.id())
                .isPresent()));
        return refresh;
    }

    /** Fails to store once. */
    private record FailingVault(CredentialVault vault, AtomicBoolean fails) implements CredentialVault {
        @Override
        public void put(Transaction transaction, String organizationId, String reference, ObjectNode credentials) {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("the store is away");
            }
            vault.put(transaction, organizationId, reference, credentials);
        }

        @Override
        public ObjectNode open(String organizationId, String reference) {
            return vault.open(organizationId, reference);
        }

        @Override
        public boolean has(String organizationId, String reference) {
            return vault.has(organizationId, reference);
        }

        @Override
        public void delete(Transaction transaction, String organizationId, String reference) {
            vault.delete(transaction, organizationId, reference);
        }
    }
}
