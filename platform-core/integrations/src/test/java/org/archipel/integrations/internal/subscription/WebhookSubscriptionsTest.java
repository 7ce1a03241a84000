package org.archipel.integrations.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.WebhookCredentials;
import org.archipel.integrations.internal.fakes.AllFeatures;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.PlainSignatures;
import org.archipel.integrations.internal.fakes.RemoteSubscriptions;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.DyingUnit;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Webhooks are asked for as long as an integration reacts to them, whatever fails in between. */
class WebhookSubscriptionsTest {
    private static final URI PUBLIC = URI.create("https://hub.test/archipel/");
    private static final Duration PAST_THE_LEASE = Duration.ofMinutes(4);

    private House house;
    private RemoteSubscriptions remote;
    private WebhookSubscriptions subscriptions;
    private final Ticking clock = new Ticking();

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        // The database is that of all tests; rounds go through everybody's integrations.
        house.work.run(transaction -> {
            Sql.on(transaction).update("UPDATE integrations SET status = 'PAUSED'");
            Sql.on(transaction).update("DELETE FROM webhook_subscriptions");
        });
        remote = house.remote.subscriptions();
        subscriptions = subscriptions(house.work, Optional.of(PUBLIC));
    }

    @AfterEach
    void tearDown() {
        subscriptions.stop();
        house.close();
    }

    @DatabaseTest
    void aRealTimeIntegrationIsSubscribedWithASecretThatWasMadeForIt() {
        Integration integration = active("place");
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.PENDING);
        subscriptions.roundHere();

        WebhookSubscriptionRequest asked = remote.present().get(0);
        assertThat(asked.target().toString()).isEqualTo("https://hub.test/archipel/api/webhooks/" + integration.id());
        assertThat(asked.entities()).isEqualTo(Set.of("place"));
        assertThat(asked.secret())
                .hasValueSatisfying(secret -> assertThat(secret).matches("[A-Za-z0-9_-]{43}"));
        assertThat(asked.toString()).doesNotContain(asked.secret().orElseThrow());
        SubscriptionView view = view(integration);
        assertThat(view.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(view.target()).hasValue(asked.target().toString());
        assertThat(secretOf(integration)).isEqualTo(asked.secret().orElseThrow());
        assertThat(house.log.list(house.organization, integration.id(), Optional.empty(), "~", 50))
                .allSatisfy(entry -> assertThat(entry.message())
                        .doesNotContain(asked.secret().orElseThrow()));

        subscriptions.roundHere();
        assertThat(remote.calls()).as("nothing is due").isEqualTo(1);
    }

    @DatabaseTest
    void aSecretThatSomebodyGaveIsUsedAndOneThatTheRemoteSystemMakesIsKept() {
        remote.making(Map.of("webhookKey", "made-over-there"));
        Integration integration = activated(
                draft("place", Json.object().put("token", "t0ken").put("webhookSecret", "given-by-a-person")));
        subscriptions.roundHere();
        assertThat(remote.present().get(0).secret()).hasValue("given-by-a-person");
        ObjectNode all = new WebhookCredentials(house.vault)
                .with(integration, house.vault.open(house.organization, integration.credentialsReference()));
        assertThat(all.path("webhookKey").asText()).isEqualTo("made-over-there");
        assertThat(all.path("webhookSecret").asText()).isEqualTo("given-by-a-person");
    }

    @DatabaseTest
    void itIsRenewedAtHalfOfItsLifeAndAsLongAsItLives() {
        remote.endingAt(() -> Optional.of(clock.instant().plus(Duration.ofDays(6))));
        Integration integration = active("place");
        subscriptions.roundHere();
        Instant first = view(integration).expiresAt().orElseThrow();
        clock.forward(Duration.ofHours(60));
        subscriptions.roundHere();
        assertThat(remote.renewals()).isZero();
        clock.forward(Duration.ofHours(20));
        subscriptions.roundHere();
        assertThat(remote.renewals()).isEqualTo(1);
        assertThat(view(integration).expiresAt().orElseThrow()).isAfter(first);
        assertThat(remote.present()).hasSize(1);
    }

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
    void oneThatIsOverAsSoonAsItIsMadeIsNotAskedForAllTheTime() {
        remote.endingAt(() -> Optional.of(clock.instant().minus(Duration.ofHours(1))));
        active("place");
        subscriptions.roundHere();
        clock.forward(Duration.ofMinutes(1));
        subscriptions.roundHere();
        assertThat(remote.calls()).isEqualTo(1);
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

    @DatabaseTest
    void aRefusalIsShownToldOnceAndTriedAgainMoreAndMoreSeldom() {
        remote.failing(Optional.of(
                new RemoteException(ErrorCode.INTEGRATION_ERROR, "no such right for the token s3cr3t-t0ken", true)));
        Integration integration = active("place");
        Instant begin = clock.instant();
        while (remote.calls() < 6) {
            clock.forward(Duration.ofSeconds(5));
            subscriptions.roundHere();
        }
        assertThat(Duration.between(begin, clock.instant())).isGreaterThan(Duration.ofMinutes(4));
        SubscriptionView view = view(integration);
        assertThat(view.state()).isEqualTo(SubscriptionState.FAILED);
        assertThat(view.failures()).isEqualTo(6);
        assertThat(view.problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("no such right").doesNotContain("s3cr3t-t0ken"));
        assertThat(house.outbox.events("integration.webhook-subscription.failed"))
                .filteredOn(event -> event.subject().equals("integration/" + integration.id()))
                .hasSize(1);

        remote.failing(Optional.empty());
        clock.forward(Duration.ofHours(1));
        subscriptions.roundHere();
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(view(integration).problem()).isEmpty();
    }

    @DatabaseTest
    void whyThereIsNoneIsSaid() {
        Integration integration = active("untold");
        subscriptions.roundHere();
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.NONE);
        assertThat(view(integration).problem())
                .hasValueSatisfying(text -> assertThat(text).contains("None of the integration's entities"));
        Integration other = active("place");
        WebhookSubscriptions unreachable = subscriptions(house.work, Optional.empty());
        assertThat(unreachable.round()).isPositive();
        assertThat(remote.calls()).isZero();
        assertThat(unreachable.view(other).problem())
                .hasValueSatisfying(text -> assertThat(text).contains("archipel.public.url"));
    }

    @DatabaseTest
    void ofTwoNodesOneAsks() {
        Integration integration = active("place");
        WebhookSubscriptions other = subscriptions(house.work, Optional.of(PUBLIC));
        remote.afterwards(other::roundHere);
        subscriptions.roundHere();
        assertThat(remote.calls()).isEqualTo(1);
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
    }

    /** Killed in any transaction, before or after its commit, and after any call, there is in the end one subscription with one secret. */
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

    private int until(WebhookSubscriptions dying, java.util.function.BooleanSupplier done) {
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

    private SubscriptionView view(Integration integration) {
        return subscriptions.view(integration);
    }

    private String secretOf(Integration integration) {
        return new WebhookCredentials(house.vault)
                .with(integration, Json.object())
                .path("webhookSecret")
                .asText();
    }

    private long jobs(Integration integration) {
        return house.jobs.list(house.organization, null, null, 100).items().stream()
                .filter(job -> job.input().path("integrationId").asText().equals(integration.id()))
                .count();
    }

    private WebhookSubscriptions subscriptions(UnitOfWork work, Optional<URI> publicUrl) {
        SubscriptionParts parts = new SubscriptionParts(
                work,
                house.store,
                house.connectors,
                house.sessions,
                house.vault,
                new PlainSignatures(),
                house.outbox,
                house.log,
                house.receivers,
                new RealTimeSync(house.jobs, new AllFeatures()));
        return new WebhookSubscriptions(
                parts, new IntegrationsConfig(Duration.ofMinutes(5), Duration.ofDays(1), 14, publicUrl), clock);
    }

    private Integration active(String entity) {
        return activated(draft(entity, Json.object().put("token", "s3cr3t-t0ken")));
    }

    private Integration activated(IntegrationDraft draft) {
        Integration made = house.integrations.create(house.caller, draft);
        return house.integrations.activate(house.caller, made.id());
    }

    private void replace(Integration integration, IntegrationDraft draft, String name) {
        house.integrations.replace(
                house.caller,
                integration.id(),
                new IntegrationDraft(
                        name,
                        null,
                        null,
                        draft.connectorId(),
                        draft.config(),
                        null,
                        draft.fieldMappings(),
                        List.of(),
                        draft.syncSettings(),
                        List.of()),
                revision -> {});
    }

    private static IntegrationDraft draft(String entity, ObjectNode credentials) {
        IntegrationDraft usual = House.draft();
        return new IntegrationDraft(
                usual.name(),
                null,
                null,
                usual.connectorId(),
                usual.config(),
                credentials,
                usual.fieldMappings(),
                List.of(),
                Settings.sync("entities", List.of(entity), "frequency", Frequency.REALTIME),
                List.of());
    }

    /** A clock that stands until it is put forward. */
    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-05-04T10:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
