package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.RemoteException;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;

/** What a connector stands that has its provider send webhooks. */
public interface SubscriptionContract extends ConnectorSubject {
    URI TARGET = URI.create("https://hub.test/api/webhooks/0198f000-0000-7000-8000-000000000001");
    String SECRET = "a-webhook-secret-of-ours";

    /** An entity whose changes the provider tells. */
    String toldEntity();

    /** How many registrations the provider has for it. */
    int registrations();

    /** Whether the provider lets a registration be found whose answer was lost. */
    default boolean findable() {
        return true;
    }

    /** Whether the provider tells that a registration is gone. */
    default boolean tellsOfLoss() {
        return findable();
    }

    /** An integration that may ask for webhooks. */
    default TestIntegration subscriber() {
        return connected();
    }

    default WebhookSubscriptionRequest request(URI target, String attempt, Optional<String> handle) {
        return new WebhookSubscriptionRequest(target, Optional.of(SECRET), Set.of(toldEntity()), attempt, handle);
    }

    private WebhookSubscription subscribe(URI target, String attempt, Optional<String> handle) {
        try (ConnectorSession session = subscriber().open()) {
            return session.webhookSubscriber().subscribe(request(target, attempt, handle));
        }
    }

    private Optional<WebhookSubscription> renew(URI target, String attempt, String handle) {
        try (ConnectorSession session = subscriber().open()) {
            return session.webhookSubscriber().renew(request(target, attempt, Optional.of(handle)));
        }
    }

    private void unsubscribe(Optional<String> handle) {
        unsubscribe("a9", handle);
    }

    private void unsubscribe(String attempt, Optional<String> handle) {
        try (ConnectorSession session = subscriber().open()) {
            session.webhookSubscriber().unsubscribe(request(TARGET, attempt, handle));
        }
    }

    private void assertRegistered(URI target) {
        assertThat(emulator().subscribedAddresses())
                .hasSize(registrations())
                .allSatisfy(address -> assertThat(address).startsWith(target.toString()));
    }

    @Test
    default void itSaysThatItAsksForWebhooks() {
        assertThat(definition().capabilities()).contains(Capability.WEBHOOKS, Capability.WEBHOOK_SUBSCRIPTIONS);
        try (ConnectorSession session = subscriber().open()) {
            assertThat(session.webhookSubscriber().tells(toldEntity())).isTrue();
            assertThat(session.webhookSubscriber().tells("nothing-of-theirs")).isFalse();
            session.webhookSubscriber()
                    .secretField()
                    .ifPresent(field -> assertThat(definition()
                                    .credentialsSchema()
                                    .path("properties")
                                    .has(field))
                            .isTrue());
        }
    }

    @Test
    default void webhooksAreAskedForRenewedAndEnded() {
        WebhookSubscription made = subscribe(TARGET, "a1", Optional.empty());
        assertRegistered(TARGET);
        assertThat(made.handle()).isNotEmpty().hasSizeLessThan(4_000).doesNotContain(SECRET);
        made.expiresAt().ifPresent(end -> assertThat(end).isAfter(Instant.now().plus(Duration.ofHours(1))));
        assertThat(definition().credentialsSchema().path("properties").properties())
                .extracting(field -> field.getKey())
                .containsAll(made.credentials().keySet());

        WebhookSubscription renewed = renew(TARGET, "a2", made.handle()).orElseThrow();
        assertRegistered(TARGET);

        unsubscribe(Optional.of(renewed.handle()));
        assertThat(emulator().subscribedAddresses()).isEmpty();
        unsubscribe(Optional.of(renewed.handle()));
    }

    @Test
    default void anotherAddressTakesThePlaceOfTheFormer() {
        WebhookSubscription made = subscribe(TARGET, "a1", Optional.empty());
        URI other = URI.create("https://elsewhere.test/api/webhooks/0198f000-0000-7000-8000-000000000001");
        subscribe(other, "a2", Optional.of(made.handle()));
        assertRegistered(other);
    }

    @Test
    default void whatIsRegisteredForOthersStays() {
        URI other = URI.create("https://hub.test/api/webhooks/0198f000-0000-7000-8000-000000000002");
        subscribe(other, "a1", Optional.empty());
        int others = emulator().subscribedAddresses().size();
        WebhookSubscription made = subscribe(TARGET, "a2", Optional.empty());
        unsubscribe(Optional.of(made.handle()));
        boolean single = emulator().subscribedAddresses().isEmpty();
        assertThat(single || emulator().subscribedAddresses().size() == others)
                .as("but for providers with one address alone")
                .isTrue();
    }

    /** The answer is lost: the same is asked once more. */
    @Test
    default void asTheSameIsAskedTwiceItIsThereOnce() {
        if (!findable()) {
            return;
        }
        subscribe(TARGET, "a1", Optional.empty());
        WebhookSubscription again = subscribe(TARGET, "a1", Optional.empty());
        assertRegistered(TARGET);
        unsubscribe(Optional.of(again.handle()));
        assertThat(emulator().subscribedAddresses()).isEmpty();
        subscribe(TARGET, "a2", Optional.empty());
        unsubscribe("a2", Optional.empty());
        assertThat(emulator().subscribedAddresses()).isEmpty();
    }

    @Test
    default void whatTheProviderLostIsTold() {
        WebhookSubscription made = subscribe(TARGET, "a1", Optional.empty());
        emulator().loseSubscriptions();
        Optional<WebhookSubscription> renewed = renew(TARGET, "a2", made.handle());
        if (tellsOfLoss()) {
            assertThat(renewed).isEmpty();
        }
        unsubscribe(Optional.of(made.handle()));
    }

    @Test
    default void aFailureOfTheProviderIsOne() {
        emulator().faults().on(Fault.SERVER_ERROR);
        assertThatThrownBy(() -> subscribe(TARGET, "a1", Optional.empty())).isInstanceOf(RemoteException.class);
        emulator().faults().clear();
        WebhookSubscription made = subscribe(TARGET, "a1", Optional.empty());
        emulator().faults().on(Fault.SERVER_ERROR);
        assertThatThrownBy(() -> unsubscribe(Optional.of(made.handle()))).isInstanceOf(RemoteException.class);
        emulator().faults().clear();
    }
}
