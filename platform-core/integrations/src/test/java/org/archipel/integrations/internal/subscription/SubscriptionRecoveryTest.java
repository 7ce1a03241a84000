package org.archipel.integrations.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.sync.DyingUnit;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.awaitility.Awaitility;

/** Webhooks that were lost, half changed, or that something changed for are asked for anew, and what was missed is read. */
class SubscriptionRecoveryTest extends RealTimeIntegrations {
    @DatabaseTest
    void whatTheRemoteSystemLostIsAskedForAnewAndWhatWasMissedIsRead() {
        Integration integration = active("place");
        subscriptions.roundHere();
        assertThat(jobs(integration)).isZero();
        remote.lose();
        clock.forward(Duration.ofDays(2));
        subscriptions.roundHere();
        assertThat(remote.present()).hasSize(1);
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(jobs(integration)).isEqualTo(1);
    }

    @DatabaseTest
    void whatTheRemoteSystemSaysToHaveEndedIsAskedForAnewAtOnce() {
        Integration integration = active("place");
        subscriptions.roundHere();
        remote.lose();
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        // Begins a round of its own.
        subscriptions.lookAfter(integration);
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(remote.present()).hasSize(1);
            assertThat(jobs(integration)).isEqualTo(1);
        });
    }

    @DatabaseTest
    void anIntegrationThatCannotBeReadHoldsBackNoOther() {
        Integration broken = active("place");
        subscriptions.roundHere();
        house.work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE integrations SET sync_settings = ?, revision = revision + 1 WHERE id = ?",
                        "{\"frequency\":\"REALTIME\",\"direction\":\"SIDEWAYS\"}",
                        broken.id()));
        Integration good = active("place");
        subscriptions.roundHere();
        assertThat(remote.present()).hasSize(2);
        assertThat(view(good).state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(house.store.activeOfAll())
                .extracting(Integration::id)
                .contains(good.id())
                .doesNotContain(broken.id());
    }

    @DatabaseTest
    void whatWasMissedIsReadAlsoWhenItCannotBeAskedForAnewAtOnce() {
        Integration integration = active("place");
        subscriptions.roundHere();
        remote.lose();
        remote.afterwards(
                () -> remote.failing(Optional.of(new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true))));
        clock.forward(Duration.ofDays(2));
        subscriptions.roundHere();
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.FAILED);
        assertThat(jobs(integration)).isZero();
        remote.afterwards(() -> {});
        remote.failing(Optional.empty());
        clock.forward(Duration.ofHours(1));
        subscriptions.roundHere();
        assertThat(remote.present()).hasSize(1);
        assertThat(jobs(integration)).isEqualTo(1);
    }

    @DatabaseTest
    void activatedAgainAfterACrashWhileItWasEndedItIsAskedForAnew() {
        Integration integration = active("place");
        subscriptions.roundHere();
        house.integrations.pause(house.caller, integration.id());
        remote.afterwards(() -> {
            throw new DyingUnit.Killed();
        });
        assertThatThrownBy(subscriptions::roundHere).isInstanceOf(DyingUnit.Killed.class);
        assertThat(remote.present()).isEmpty();
        remote.afterwards(() -> {});
        house.integrations.activate(house.caller, integration.id());
        clock.forward(PAST_THE_LEASE);
        subscriptions.roundHere();
        assertThat(remote.present())
                .singleElement()
                .satisfies(asked -> assertThat(asked.secret()).hasValue(secretOf(integration)));
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
    }

    @DatabaseTest
    void aChangeWhoseAnswerWasLostIsUndoneAsItIsTakenBack() {
        Integration integration = active("place");
        subscriptions.roundHere();
        remote.afterwards(() -> {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "no answer", true);
        });
        replace(integration, draft("city", null), "Name");
        subscriptions.roundHere();
        assertThat(remote.present().get(0).entities()).containsExactly("city");
        remote.afterwards(() -> {});
        replace(integration, draft("place", null), "Name");
        subscriptions.roundHere();
        assertThat(remote.present().get(0).entities()).containsExactly("place");
    }

    @DatabaseTest
    void connectedToAnotherAccountWhileItIsAskedForItIsAskedForAnew() {
        Integration integration = active("place");
        remote.afterwards(() -> house.work.run(
                transaction -> new SubscriptionStore().renew(transaction, integration.id(), clock.instant())));
        subscriptions.roundHere();
        remote.afterwards(() -> {});
        clock.forward(PAST_THE_LEASE);
        subscriptions.roundHere();
        assertThat(remote.calls()).isEqualTo(2);
        assertThat(remote.present()).hasSize(1);
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
    }

    @DatabaseTest
    void anotherAddressOfThePlatformIsMadeKnownAtOnce() {
        active("place");
        subscriptions.roundHere();
        WebhookSubscriptions moved = subscriptions(house.work, Optional.of(URI.create("https://other.test")));
        moved.roundHere();
        assertThat(remote.present())
                .singleElement()
                .satisfies(asked -> assertThat(asked.target()).hasHost("other.test"));
        moved.roundHere();
        assertThat(remote.calls()).isEqualTo(2);
        moved.stop();
    }

    @DatabaseTest
    void aChangeOfWhatItDependsOnAsksAnewAndAnotherDoesNot() {
        Integration integration = active("place");
        subscriptions.roundHere();
        replace(integration, draft("place", null), "Another name");
        subscriptions.roundHere();
        assertThat(remote.calls()).isEqualTo(1);
        replace(integration, draft("city", null), "Another name");
        subscriptions.roundHere();
        assertThat(remote.present())
                .singleElement()
                .satisfies(asked -> assertThat(asked.entities()).containsExactly("city"));
        WebhookSubscriptions moved = subscriptions(house.work, Optional.of(URI.create("https://other.test")));
        replace(integration, draft("city", null), "Yet another name");
        moved.roundHere();
        assertThat(remote.present())
                .singleElement()
                .satisfies(asked -> assertThat(asked.target()).hasHost("other.test"));
    }
}
