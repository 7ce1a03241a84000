package org.archipel.integrations.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.notify.WebhookEndpoints.Draft;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.integrations.internal.webhook.StandardWebhooks;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;

/** Webhooks that are sent: signed, tried again, and without waiting for each other. */
class WebhooksOutTest extends SentWebhooks {
    @DatabaseTest
    void longDeliveriesAreListedAndTakenFewAtATime() {
        endpoints.create(house.caller, draft(List.of("record.*")));
        for (int i = 0; i < 3; i++) {
            var data = Json.object().put("text", "x".repeat(600_000));
            fanOut.onEvent(
                    house.organization, new Event(Ids.next(), "record.updated", "place/" + i, data, Instant.now()));
        }

        Rows<Delivery> first = endpoints.deliveries(house.caller, Optional.empty(), Optional.empty(), "~", 10);
        assertThat(first.rows()).extracting(WebhooksOutTest::subject).containsExactly("place/2");
        assertThat(first.more()).isTrue();
        String before = first.rows().get(0).id();
        Rows<Delivery> second = endpoints.deliveries(house.caller, Optional.empty(), Optional.empty(), before, 10);
        assertThat(second.rows()).extracting(WebhooksOutTest::subject).containsExactly("place/1");
        before = second.rows().get(0).id();
        Rows<Delivery> third = endpoints.deliveries(house.caller, Optional.empty(), Optional.empty(), before, 10);
        assertThat(third.rows()).extracting(WebhooksOutTest::subject).containsExactly("place/0");
        assertThat(third.more()).isFalse();

        sender.round();
        assertThat(requests).hasSize(1);
        sender.round();
        sender.round();

        assertThat(requests).hasSize(3);
        assertThat(requests.get(2).body()).hasSizeGreaterThan(600_000);
    }

    @DatabaseTest
    void theFirstEndpointGetsWhatHappensRightAfterItWasMade() {
        Event before = event("record.updated");
        fanOut.onEvent(house.organization, before);
        endpoints.create(house.caller, draft(List.of("record.*")));

        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();

        assertThat(requests).hasSize(1);
    }

    private static String subject(Delivery delivery) {
        return delivery.payload().path("subject").asText();
    }

    @DatabaseTest
    void anEventArrivesSignedOnceHoweverOftenItIsTold() {
        var made = endpoints.create(house.caller, draft(List.of("record.*")));
        Event event = event("record.updated");
        fanOut.onEvent(house.organization, event);
        fanOut.onEvent(house.organization, event);
        fanOut.onEvent(house.organization, event("integration.sync.completed"));
        fanOut.onEvent(Ids.next(), event("record.updated"));
        sender.round();
        sender.round();
        assertThat(requests).hasSize(1);
        Request request = requests.get(0);
        assertThat(StandardWebhooks.verify(
                        List.of(StandardWebhooks.key(made.secret())),
                        request.id(),
                        request.timestamp(),
                        request.body(),
                        request.signature()))
                .isTrue();
        assertThat(Json.tree(new String(request.body(), StandardCharsets.UTF_8))
                        .path("type")
                        .asText())
                .isEqualTo("record.updated");
        Delivery delivery = endpoints.delivery(house.caller, request.id());
        assertThat(delivery.state()).isEqualTo(Delivery.State.SUCCEEDED);
        assertThat(delivery.log())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.status()).contains(200));
    }

    @DatabaseTest
    void whatFailsIsTriedForDaysAndEndsAsADeadLetterThatCanBeReplayed() {
        endpoints.create(house.caller, draft(null));
        answer = 503;
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        sender.round();
        assertThat(requests).hasSize(1);
        for (int i = 0; i < 12; i++) {
            clock.ahead = clock.ahead.plusHours(27);
            // Something arrives in between, so that the endpoint is not given up.
            house.work.run(transaction -> new EndpointStore()
                    .list(transaction, house.organization, "", 10)
                    .forEach(endpoint -> new EndpointStore().answered(transaction, endpoint)));
            sender.round();
        }
        assertThat(requests).hasSize(10);
        assertThat(requests.stream().map(Request::id).distinct()).hasSize(1);
        Delivery dead = endpoints.delivery(house.caller, requests.get(0).id());
        assertThat(dead.state()).isEqualTo(Delivery.State.DEAD);
        assertThat(dead.log()).hasSize(10);
        answer = 200;
        endpoints.replay(house.caller, dead.id());
        sender.round();
        assertThat(endpoints.delivery(house.caller, dead.id()).state()).isEqualTo(Delivery.State.SUCCEEDED);
        assertThat(requests.get(10).id()).isEqualTo(dead.id());
    }

    @DatabaseTest
    void whatCannotBeReadIsADeadLetterAndHoldsBackNothing() {
        endpoints.create(house.caller, draft(null));
        Event broken = event("record.updated");
        fanOut.onEvent(house.organization, broken);
        house.work.run(transaction -> Sql.on(transaction)
                .update("UPDATE webhook_deliveries SET payload = ? WHERE event_id = ?", "{broken", broken.id()));
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        assertThat(requests).hasSize(1);
        assertThat(endpoints
                        .deliveries(house.caller, Optional.empty(), Optional.of(Delivery.State.DEAD), "~", 10)
                        .rows())
                .singleElement()
                .satisfies(dead -> assertThat(dead.lastError()).contains("what is stored of it cannot be read"));
    }

    @DatabaseTest
    void anEndpointThatHangsKeepsNothingFromOthersHoweverMuchWaitsForIt() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        server.createContext("/hangs", exchange -> {
            await(release);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/other", exchange -> {
            arrived.countDown();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        try {
            var hangs = endpoints.create(house.caller, new Draft(uri("/hangs"), null, List.of("record.*"), null));
            for (int i = 0; i < 150; i++) {
                fanOut.onEvent(house.organization, event("record.updated"));
            }
            endpoints.create(house.caller, new Draft(uri("/other"), null, List.of("place.*"), null));
            fanOut.onEvent(house.organization, event("place.updated"));

            sender.dispatch();

            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            endpoints.delete(house.caller, hangs.endpoint().id(), revision -> {});
        } finally {
            release.countDown();
        }
    }

    @DatabaseTest
    void whatTheStopOfThePlatformBreaksOffIsNoFailureAndIsSentByWhoComesNext() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            arrived.countDown();
            await(release);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        try {
            var made = endpoints.create(house.caller, new Draft(uri("/slow"), null, List.of("record.*"), null));
            fanOut.onEvent(house.organization, event("record.updated"));
            sender.dispatch();
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

            sender.stop();
            release.countDown();

            assertThat(endpoints.get(house.caller, made.endpoint().id()).failingSince())
                    .isEmpty();
            var next = new WebhookSender(house.work, house.vault, new JdkEgress(), house.outbox, clock);
            next.round();
            next.stop();
            assertThat(endpoints
                            .deliveries(house.caller, Optional.empty(), Optional.empty(), "~", 10)
                            .rows())
                    .singleElement()
                    .satisfies(delivery -> {
                        assertThat(delivery.state()).isEqualTo(Delivery.State.SUCCEEDED);
                        assertThat(delivery.attempts()).isEqualTo(1);
                    });
        } finally {
            release.countDown();
        }
    }

    /** Its attempt could not be kept, so that it was made again and again. */
    @DatabaseTest
    void anAnswerThatNoDatabaseKeepsIsAnAnswer() {
        content = "a\u0000b".getBytes(StandardCharsets.UTF_8);
        endpoints.create(house.caller, draft(List.of("record.*")));
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        clock.ahead = Duration.ofHours(1);
        sender.round();
        assertThat(requests).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @DatabaseTest
    void aRedirectIsNoArrival() {
        var made = endpoints.create(house.caller, draft(null));
        answer = 302;
        fanOut.onEvent(house.organization, event("record.updated"));
        sender.round();
        Delivery delivery = endpoints.delivery(house.caller, requests.get(0).id());
        assertThat(delivery.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(delivery.lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("redirect"));
        endpoints.delete(house.caller, made.endpoint().id(), revision -> {});
    }
}
