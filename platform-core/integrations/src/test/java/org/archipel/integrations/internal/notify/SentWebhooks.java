package org.archipel.integrations.internal.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.fakes.Addresses;
import org.archipel.integrations.internal.fakes.AdvancedClock;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.notify.WebhookEndpoints.Draft;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.webhook.StandardWebhooks;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An endpoint on this machine, and what sends webhooks to it. */
abstract class SentWebhooks {
    final AdvancedClock clock = new AdvancedClock();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    volatile int answer = 200;
    volatile byte[] content = {};
    final ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server;
    House house;
    WebhookSender sender;
    WebhookEndpoints endpoints;
    EventFanOut fanOut;

    record Request(String id, String timestamp, String signature, byte[] body) {}

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
        // What the test before left: the sender works for all organizations of the database, which the tests of a class
        // share.
        house.work.run(transaction -> List.of("webhook_attempts", "webhook_deliveries", "webhook_endpoints")
                .forEach(table -> Sql.on(transaction).update("DELETE FROM " + table)));
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

    boolean signedBy(String secret) {
        Request request = requests.get(0);
        return StandardWebhooks.verify(
                List.of(StandardWebhooks.key(secret)),
                request.id(),
                request.timestamp(),
                request.body(),
                request.signature());
    }

    Draft draft(List<String> topics) {
        return new Draft(uri("/hook"), "test", topics, null);
    }

    String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    static Event event(String topic) {
        return new Event(Ids.next(), topic, "place/1", Json.object().put("id", "1"), Instant.now());
    }
}
