package org.archipel.integrations.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.notify.WebhookEndpoints.Draft;
import org.archipel.persistence.Ids;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.security.Caller;

/** Endpoints that webhooks go to: which are taken, and when they are switched off. */
class WebhookEndpointsTest extends SentWebhooks {
    @DatabaseTest
    void aPrivateAddressIsRefusedWhenTheEndpointIsMade() {
        var draft = new Draft("http://169.254.169.254/latest", null, null, null);
        assertThatThrownBy(() -> endpoints.create(house.caller, draft))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refusal -> assertThat(refusal.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/url")));
    }

    @DatabaseTest
    void anEndpointThatStaysDeadIsSwitchedOff() {
        var made = endpoints.create(house.caller, draft(null));
        answer = 500;
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        clock.ahead = Duration.ofDays(6);
        sender.round();
        WebhookEndpoint endpoint = endpoints.get(house.caller, made.endpoint().id());
        assertThat(endpoint.status()).isEqualTo(WebhookEndpoint.Status.DISABLED);
        assertThat(house.outbox.events("webhook-endpoint.disabled")).hasSize(1);
        fanOut.onEvent(house.organization, event("record.updated"));
        assertThat(endpoints
                        .deliveries(house.caller, Optional.empty(), Optional.of(Delivery.State.PENDING), "~", 10)
                        .rows())
                .isEmpty();
        String dead = requests.get(0).id();
        assertThatThrownBy(() -> endpoints.replay(house.caller, dead)).isInstanceOf(ConflictException.class);
        endpoints.replace(house.caller, endpoint.id(), draft(null), revision -> {});
        answer = 200;
        endpoints.replay(house.caller, dead);
        sender.round();
        assertThat(endpoints.delivery(house.caller, dead).state()).isEqualTo(Delivery.State.SUCCEEDED);
    }

    @DatabaseTest
    void anEndpointThatIsGoneIsSwitchedOffAtOnce() {
        var made = endpoints.create(house.caller, draft(null));
        answer = 410;
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        assertThat(endpoints.get(house.caller, made.endpoint().id()).status())
                .isEqualTo(WebhookEndpoint.Status.DISABLED);
    }

    @DatabaseTest
    void anotherOrganizationSeesNothing() {
        var made = endpoints.create(house.caller, draft(null));
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        Caller stranger = Caller.system("test", Ids.next());
        assertThatThrownBy(() -> endpoints.get(stranger, made.endpoint().id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> endpoints.rotate(stranger, made.endpoint().id()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> endpoints.delivery(stranger, requests.get(0).id()))
                .isInstanceOf(NotFoundException.class);
        assertThat(endpoints.list(stranger, "", 10)).isEmpty();
    }

    @DatabaseTest
    void whatIsNoAddressOrTopicIsRefused() {
        assertThatThrownBy(() -> endpoints.create(house.caller, new Draft("ftp://x", null, List.of("a..b"), null)))
                .isInstanceOfSatisfying(
                        ValidationException.class, e -> assertThat(e.errors()).hasSize(2));
        assertThatThrownBy(() ->
                        endpoints.create(house.caller, new Draft("https://user:pw@example.org", null, null, null)))
                .isInstanceOf(ValidationException.class);
    }

    @DatabaseTest
    void whileASecretIsChangedBothSign() {
        var made = endpoints.create(house.caller, draft(null));
        var rotated = endpoints.rotate(house.caller, made.endpoint().id());
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        assertThat(signedBy(made.secret())).isTrue();
        assertThat(signedBy(rotated.secret())).isTrue();
        assertThat(requests.get(0).signature().split(" ")).hasSize(2);
        clock.ahead = Duration.ofHours(25);
        requests.clear();
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        assertThat(signedBy(made.secret())).isFalse();
        assertThat(signedBy(rotated.secret())).isTrue();
    }

    @DatabaseTest
    void whatWaitsForAnEndpointThatIsSwitchedOffStandsBeforeNothing() {
        var off = endpoints.create(house.caller, new Draft(uri("/hook"), null, List.of("record.*"), null));
        for (int i = 0; i < 150; i++) {
            fanOut.onEvent(house.organization, event("record.updated"));
        }
        String id = off.endpoint().id();
        endpoints.replace(
                house.caller,
                id,
                new Draft(uri("/hook"), null, List.of("record.*"), WebhookEndpoint.Status.DISABLED),
                revision -> {});
        endpoints.create(house.caller, new Draft(uri("/hook"), null, List.of("place.*"), null));
        fanOut.onEvent(house.organization, event("place.updated"));
        sender.round();
        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(new String(request.body(), StandardCharsets.UTF_8))
                        .contains("place.updated"));
        endpoints.replace(house.caller, id, new Draft(uri("/hook"), null, List.of("record.*"), null), revision -> {});
        sender.round();
        assertThat(requests).as("it goes on where it stood").hasSize(101);
        endpoints.delete(house.caller, id, revision -> {});
    }
}
