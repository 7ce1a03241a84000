package org.archipel.integrations.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.fakes.Addresses;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.notify.WebhookEndpoints.Draft;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.integrations.internal.webhook.StandardWebhooks;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class WebhooksOutTest {
    private final MovedClock clock = new MovedClock();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private volatile byte[] content = {};
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private House house;
    private WebhookSender sender;
    private WebhookEndpoints endpoints;
    private EventFanOut fanOut;

    private record Request(String id, String timestamp, String signature, byte[] body) {}

    /** Now, and later when a test says so. */
    private static final class MovedClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @BeforeEach
    void build(TestDatabase database) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(
                    headers.getFirst(StandardWebhooks.ID),
                    headers.getFirst(StandardWebhooks.TIMESTAMP),
                    headers.getFirst(StandardWebhooks.SIGNATURE),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(answer, content.length == 0 ? -1 : content.length);
            if (content.length > 0) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
        house = new House(database);
        sender = new WebhookSender(house.work, house.vault, new JdkEgress(), house.outbox, clock);
        endpoints = new WebhookEndpoints(house.work, house.vault, house.audit, sender, new Addresses());
        fanOut = new EventFanOut(house.work, sender);
    }

    @AfterEach
    void tearDown() {
        sender.stop();
        house.close();
        server.stop(0);
        threads.shutdownNow();
    }

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

    private boolean signedBy(String secret) {
        Request request = requests.get(0);
        return StandardWebhooks.verify(
                List.of(StandardWebhooks.key(secret)),
                request.id(),
                request.timestamp(),
                request.body(),
                request.signature());
    }

    private Draft draft(List<String> topics) {
        return new Draft(uri("/hook"), "test", topics, null);
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Event event(String topic) {
        return new Event(Ids.next(), topic, "place/1", Json.object().put("id", "1"), Instant.now());
    }
}
