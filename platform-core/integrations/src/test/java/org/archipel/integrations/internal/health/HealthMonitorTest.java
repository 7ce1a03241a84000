package org.archipel.integrations.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class HealthMonitorTest {
    @DatabaseTest
    void anIntegrationWhoseRequestsAreAnsweredIsNotAskedOnceMore(TestDatabase database) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (House house = new House(database)) {
            Integration used = house.active();
            Integration idle = house.active();
            call(house, used, "http://127.0.0.1:" + server.getAddress().getPort());

            house.health.round();

            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            state(house, used) == HealthState.HEALTHY && state(house, idle) == HealthState.HEALTHY);
            assertThat(house.remote.tests()).isEqualTo(1);
            assertThat(house.guards.lastSuccess(used.id())).as("it counts once").isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @DatabaseTest
    void whatAnotherNodeRemovedIsForgottenHereToo(TestDatabase database) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (House house = new House(database)) {
            Integration integration = house.integrations.create(house.caller, House.draft());
            call(house, integration, "http://127.0.0.1:" + server.getAddress().getPort());
            house.health.round();
            assertThat(house.guards.metrics(integration.id()).requests()).isEqualTo(1);

            house.work.run(transaction -> house.store.delete(transaction, integration));
            house.health.round();

            assertThat(house.guards.metrics(integration.id()).requests()).isZero();
        } finally {
            server.stop(0);
        }
    }

    private static HealthState state(House house, Integration integration) {
        return house.health.status(house.organization, integration.id()).status();
    }

    private static void call(House house, Integration integration, String url) {
        try (OpenSession session = house.sessions.open(integration, house.connectors.require(integration))) {
            session.session().execute("echo", Json.object().put("url", url));
        }
    }
}
