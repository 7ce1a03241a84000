package org.archipel.integrations.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.sync.DyingUnit;
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
