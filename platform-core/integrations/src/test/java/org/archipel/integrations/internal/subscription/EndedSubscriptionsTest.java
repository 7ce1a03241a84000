package org.archipel.integrations.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.store.IntegrationsCleaner;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;

/** Webhooks end with what they were asked for. */
class EndedSubscriptionsTest extends RealTimeIntegrations {
    /** The transactions of a round until one subscription is leased: those of all are read before. */
    private static final int LEASED = 2;

    @DatabaseTest
    void aPausedIntegrationGetsNoMoreWebhooksAndItsSecretIsForgotten() {
        Integration integration = active("place");
        subscriptions.roundHere();
        house.integrations.pause(house.caller, integration.id());
        remote.failing(Optional.of(new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true)));
        subscriptions.roundHere();
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.REMOVING);
        remote.failing(Optional.empty());
        clock.forward(Duration.ofMinutes(1));
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        assertThat(view(house.store.get(house.organization, integration.id())).state())
                .isEqualTo(SubscriptionState.NONE);
        assertThat(house.vault.has(house.organization, integration.webhookReference()))
                .isFalse();

        house.integrations.activate(house.caller, integration.id());
        subscriptions.roundHere();
        assertThat(remote.present()).hasSize(1);
    }

    @DatabaseTest
    void aScheduleTakesThePlaceOfWebhooks() {
        Integration integration = active("place");
        subscriptions.roundHere();
        IntegrationDraft draft = draft("place", null);
        house.integrations.replace(
                house.caller,
                integration.id(),
                new IntegrationDraft(
                        draft.name(),
                        null,
                        null,
                        draft.connectorId(),
                        draft.config(),
                        null,
                        draft.fieldMappings(),
                        List.of(),
                        Settings.sync("entities", List.of("place"), "frequency", Frequency.HOURLY),
                        List.of()),
                revision -> {});
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
    }

    @DatabaseTest
    void aRemovedIntegrationLeavesNoWebhooksBehind() {
        Integration integration = active("place");
        subscriptions.roundHere();
        house.integrations.delete(house.caller, integration.id(), revision -> {});
        assertThat(remote.present()).isEmpty();
        assertThat(house.vault.has(house.organization, integration.webhookReference()))
                .isFalse();
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
    }

    @DatabaseTest
    void anIntegrationIsRemovedAlsoWhileItsRemoteSystemIsAway() {
        Integration integration = active("place");
        subscriptions.roundHere();
        remote.failing(Optional.of(new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true)));
        house.integrations.delete(house.caller, integration.id(), revision -> {});
        assertThat(house.store.findAnywhere(integration.id())).isEmpty();
        subscriptions.roundHere();
        assertThat(remote.present()).hasSize(1);

        remote.failing(Optional.empty());
        clock.forward(Duration.ofMinutes(1));
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        assertNothingIsKept(integration);
    }

    @DatabaseTest
    void aDatabaseThatIsAwayForAMomentIsNoReasonToGiveUp() {
        Integration integration = active("place");
        subscriptions.roundHere();
        remote.failing(Optional.of(DatabaseException.unavailable(new SQLException("away"))));
        house.integrations.delete(house.caller, integration.id(), revision -> {});
        subscriptions.roundHere();
        assertThat(house.vault.has(house.organization, integration.credentialsReference()))
                .isTrue();

        remote.failing(Optional.empty());
        clock.forward(Duration.ofMinutes(1));
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        assertNothingIsKept(integration);
    }

    @DatabaseTest
    void removedJustAsARoundHasBegunItLeavesNoWebhooksBehind() {
        Integration integration = active("place");
        subscriptions.roundHere();
        clock.forward(Duration.ofDays(2));
        Runnable removal = () -> house.work.run(transaction -> house.store.delete(transaction, integration));
        WebhookSubscriptions late = subscriptions(new Interrupted(house.work, LEASED, removal), Optional.of(PUBLIC));
        late.roundHere();
        late.stop();
        assertThat(house.store.findAnywhere(integration.id())).isEmpty();
        assertThat(remote.present()).hasSize(1);

        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        assertNothingIsKept(integration);
    }

    /** Something happens behind one of the transactions. */
    private record Interrupted(UnitOfWork unit, AtomicInteger transactions, Runnable event) implements UnitOfWork {
        Interrupted(UnitOfWork unit, int after, Runnable event) {
            this(unit, new AtomicInteger(after), event);
        }

        @Override
        public <T> T call(Work<T> work) {
            T result = unit.call(work);
            if (transactions.decrementAndGet() == 0) {
                event.run();
            }
            return result;
        }

        @Override
        public Dialect dialect() {
            return unit.dialect();
        }
    }

    @DatabaseTest
    void aRemovedOrganizationLeavesNoWebhooksBehind() {
        Integration integration = active("place");
        Integration unasked = activated(draft("untold", Json.object().put("token", "another-t0ken")));
        subscriptions.roundHere();
        IntegrationsCleaner cleaner = new IntegrationsCleaner(house.work, house.vault);
        assertThat(needed(cleaner))
                .contains(integration.credentialsReference(), integration.webhookReference())
                .doesNotContain(unasked.credentialsReference());

        assertThat(cleaner.clean(house.organization)).isTrue();
        assertThat(house.store.findAnywhere(integration.id())).isEmpty();
        assertThat(house.vault.has(house.organization, unasked.credentialsReference()))
                .isFalse();
        assertThat(remote.present()).hasSize(1);

        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        assertNothingIsKept(integration);
        assertThat(needed(cleaner)).isEmpty();
        assertThat(cleaner.clean(house.organization)).isTrue();
    }

    @DatabaseTest
    void whatCannotBeEndedIsGivenUpAfterADayOrTwo() {
        Integration integration = active("place");
        subscriptions.roundHere();
        remote.failing(Optional.of(new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "the key is wrong", false)));
        house.integrations.delete(house.caller, integration.id(), revision -> {});
        int tries = remote.calls();
        for (int hours = 0; hours < 48; hours++) {
            subscriptions.roundHere();
            clock.forward(Duration.ofHours(1));
        }
        assertThat(remote.calls() - tries).isBetween(20, 30);
        assertNothingIsKept(integration);
    }

    private List<String> needed(IntegrationsCleaner cleaner) {
        return house.work.call(transaction -> List.copyOf(cleaner.credentialsNeeded(transaction, house.organization)));
    }

    private void assertNothingIsKept(Integration integration) {
        assertThat(house.vault.has(house.organization, integration.credentialsReference()))
                .isFalse();
        assertThat(house.vault.has(house.organization, integration.webhookReference()))
                .isFalse();
        assertThat(view(integration).state()).isNotEqualTo(SubscriptionState.REMOVING);
    }
}
