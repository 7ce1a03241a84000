package org.archipel.integrations.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.sync.DyingUnit;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;

/** One node asks for webhooks, and whatever dies in between, there is one subscription in the end. */
class SubscriptionCrashTest extends RealTimeIntegrations {
    @DatabaseTest
    void ofTwoNodesOneAsks() {
        Integration integration = active("place");
        WebhookSubscriptions other = subscriptions(house.work, Optional.of(PUBLIC));
        remote.afterwards(other::roundHere);
        subscriptions.roundHere();
        assertThat(remote.calls()).isEqualTo(1);
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
    }

    @DatabaseTest
    void killedAnywhereItEndsWithOneSubscription() {
        Random random = new Random(7);
        int kills = 0;
        for (int round = 0; round < 12; round++) {
            Integration integration = active("place");
            remote.endingAt(() -> Optional.of(clock.instant().plus(Duration.ofHours(1))));
            remote.afterwards(() -> {
                if (random.nextInt(3) == 0) {
                    throw new DyingUnit.Killed();
                }
            });
            WebhookSubscriptions dying = subscriptions(new DyingUnit(house.work, random, 6), Optional.of(PUBLIC));
            kills += until(dying, () -> view(integration).state() == SubscriptionState.ACTIVE);
            assertThat(remote.present()).hasSize(1);
            assertThat(remote.present().get(0).secret()).hasValue(secretOf(integration));

            clock.forward(Duration.ofMinutes(40));
            int renewals = remote.renewals();
            kills += until(
                    dying,
                    () -> remote.renewals() > renewals
                            && view(integration).expiresAt().orElseThrow().isAfter(clock.instant()));
            assertThat(remote.present()).hasSize(1);

            house.integrations.pause(house.caller, integration.id());
            kills += until(
                    dying,
                    () -> view(house.store.get(house.organization, integration.id()))
                                    .state()
                            == SubscriptionState.NONE);
            assertThat(remote.present()).isEmpty();
        }
        assertThat(kills).as("it was killed indeed").isGreaterThan(20);
    }

    @DatabaseTest
    void aSystemThatIsSlowerThanTheLeaseIsAskedByOneNode() {
        Integration integration = active("place");
        WebhookSubscriptions slow = subscriptions(house.work, Optional.of(PUBLIC), Duration.ofMillis(5));
        WebhookSubscriptions other = subscriptions(house.work, Optional.of(PUBLIC));
        remote.afterwards(() -> {
            clock.forward(PAST_THE_LEASE);
            await("the lease is prolonged")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> leaseOf(integration).isAfter(clock.instant()));
            other.roundHere();
        });
        slow.roundHere();
        assertThat(remote.calls()).isEqualTo(1);
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
        slow.stop();
        other.stop();
    }

    private Instant leaseOf(Integration integration) {
        return house.work.call(transaction -> Sql.on(transaction)
                .first(
                        "SELECT lease_until FROM webhook_subscriptions WHERE integration_id = ?",
                        row -> Jdbc.instant(row, "lease_until"),
                        integration.id())
                .orElseThrow());
    }

    @DatabaseTest
    void killedAnywhereTheWebhooksOfARemovedIntegrationEnd() {
        Random random = new Random(11);
        int kills = 0;
        for (int round = 0; round < 8; round++) {
            Integration integration = active("place");
            remote.afterwards(() -> {});
            subscriptions.roundHere();
            remote.failing(Optional.of(new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true)));
            house.integrations.delete(house.caller, integration.id(), revision -> {});
            remote.failing(Optional.empty());
            remote.afterwards(() -> {
                if (random.nextInt(3) == 0) {
                    throw new DyingUnit.Killed();
                }
            });
            WebhookSubscriptions dying = subscriptions(new DyingUnit(house.work, random, 4), Optional.of(PUBLIC));
            kills += until(dying, () -> !house.vault.has(house.organization, integration.credentialsReference()));
            assertThat(remote.present()).isEmpty();
        }
        assertThat(kills).as("it was killed indeed").isGreaterThan(4);
    }

    private int until(WebhookSubscriptions dying, BooleanSupplier done) {
        int kills = 0;
        for (int attempt = 0; attempt < 200 && !done.getAsBoolean(); attempt++) {
            try {
                dying.roundHere();
                clock.forward(Duration.ofMinutes(1));
            } catch (DyingUnit.Killed e) {
                kills++;
                clock.forward(PAST_THE_LEASE);
            }
        }
        assertThat(done.getAsBoolean()).isTrue();
        return kills;
    }
}
