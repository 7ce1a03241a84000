package org.archipel.integrations.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.archipel.api.connector.RateLimit;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class HealthPaceTest {
    private static final HealthPace PACE = new HealthPace(Duration.ofSeconds(30));

    @DatabaseTest
    void checksTakeAFewOfADaysRequestsOnly(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            assertThat(pace(house, integration)).isEqualTo(Duration.ofSeconds(30));

            house.remote.limit(new RateLimit(1, 60, "", List.of(), 5_000));
            Duration every = pace(house, integration);
            assertThat(2.0 * Duration.ofDays(1).toSeconds() / every.toSeconds()).isBetween(200.0, 260.0);

            house.remote.limit(new RateLimit(10, 100, "", List.of(), 250_000));
            assertThat(pace(house, integration)).isEqualTo(Duration.ofSeconds(30));
        }
    }

    @DatabaseTest
    void whileALimitIsReachedNothingIsAsked(TestDatabase database) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        try (House house = new House(database)) {
            Integration integration = house.active();
            try (var session = house.sessions.open(integration, house.connectors.require(integration))) {
                session.session()
                        .execute(
                                "echo",
                                Json.object()
                                        .put(
                                                "url",
                                                "http://127.0.0.1:"
                                                        + server.getAddress().getPort()));
            }
            house.health.round();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> house.health
                                    .status(house.organization, integration.id())
                                    .status()
                            == HealthState.WARNING);
            assertThat(house.remote.tests()).isZero();
            assertThat(house.health
                            .status(house.organization, integration.id())
                            .detail()
                            .orElseThrow())
                    .contains("RATE_LIMIT");
        } finally {
            server.stop(0);
        }
    }

    private static Duration pace(House house, Integration integration) {
        return PACE.of(integration, house.connectors.require(integration));
    }
}
