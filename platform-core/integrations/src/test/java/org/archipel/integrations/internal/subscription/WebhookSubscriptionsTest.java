package org.archipel.integrations.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.extension.Health;
import org.archipel.integrations.internal.connector.WebhookCredentials;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;

/** Webhooks are asked for, renewed and shown as long as an integration reacts to them. */
class WebhookSubscriptionsTest extends RealTimeIntegrations {
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
    void anEndBeyondAllYearsIsNone() {
        remote.endingAt(() -> Optional.of(Instant.MAX));
        Integration integration = active("place");

        subscriptions.roundHere();

        assertThat(view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(view(integration).expiresAt()).isEmpty();
    }

    @DatabaseTest
    void aConnectorThatGivesNoAnswerIsNotAskedAgainAtOnce() {
        remote.endingAt(() -> null);
        Integration integration = active("place");

        subscriptions.roundHere();
        subscriptions.roundHere();

        assertThat(remote.calls()).isEqualTo(1);
        assertThat(view(integration).state()).isEqualTo(SubscriptionState.FAILED);
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
    void oneThatIsOverAsSoonAsItIsMadeIsNotAskedForAllTheTime() {
        remote.endingAt(() -> Optional.of(clock.instant().minus(Duration.ofHours(1))));
        active("place");
        subscriptions.roundHere();
        clock.forward(Duration.ofMinutes(1));
        subscriptions.roundHere();
        assertThat(remote.calls()).isEqualTo(1);
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
    void whatWaitsForTheAddressOfThePlatformIsSaidAndGoesOnWithIt() {
        StalledWebhooks unreachable = new StalledWebhooks(house.work, config(Optional.empty()));
        assertThat(unreachable.check().status()).isEqualTo(Health.Status.HEALTHY);
        Integration integration = active("place");
        subscriptions.roundHere();
        WebhookSubscriptions without = subscriptions(house.work, Optional.empty());
        assertThat(without.view(integration).state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(without.view(integration).problem()).hasValue(StalledWebhooks.REASON);
        remote.failing(Optional.of(new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true)));
        house.integrations.delete(house.caller, integration.id(), revision -> {});
        remote.failing(Optional.empty());

        without.round();

        assertThat(remote.present()).hasSize(1);
        assertThat(unreachable.check().status()).isEqualTo(Health.Status.WARNING);
        assertThat(unreachable.check().detail())
                .contains("Subscriptions of webhooks", "archipel.public.url")
                .doesNotContain("1");
        assertThat(new StalledWebhooks(house.work, config(Optional.of(PUBLIC)))
                        .check()
                        .status())
                .isEqualTo(Health.Status.HEALTHY);

        clock.forward(Duration.ofMinutes(1));
        subscriptions.roundHere();
        assertThat(remote.present()).isEmpty();
        assertThat(unreachable.check().status()).isEqualTo(Health.Status.HEALTHY);
    }
}
