package org.archipel.integrations.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.http.AccessTokens;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.persistence.test.DatabaseTest;

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
}
