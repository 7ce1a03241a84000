package org.archipel.gateway.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.rest.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that another server knows (RFC 7662). */
class IntrospectionTest extends Tokens {
    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e30", "253402300800000"})
    void aTokenThatEndsBeyondAllTimesIsGood(String end) {
        assertThat(introspected("\"exp\":" + end).id()).endsWith("|ada");
        assertThatThrownBy(() -> introspected("\"nbf\":" + end)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> introspected("\"exp\":-" + end)).isInstanceOf(PlatformException.class);
    }

    private static ApiCaller introspected(String more) {
        try (Upstream server = new Upstream()) {
            server.handler = request -> Answer.json("{\"active\":true,\"sub\":\"ada\"," + more + "}");
            return authenticator(server).thoroughly(bearing("t"));
        }
    }

    @Test
    void introspectionIsAskedOnceAndFailsClosed() throws Exception {
        try (Upstream server = new Upstream()) {
            server.handler = request -> request.body().contains("token=good")
                    ? Answer.json("{\"active\":true,\"sub\":\"ada\",\"scope\":\"read\",\"exp\":"
                            + Instant.now().plusSeconds(60).getEpochSecond() + "}")
                    : request.body().contains("token=odd")
                            ? Answer.json("{\"active\":\"true\",\"sub\":\"x\"}")
                            : request.body().contains("token=down")
                                    ? Answer.of(500, "")
                                    : Answer.json("{\"active\":false}");
            IntrospectionAuthenticator authenticator = authenticator(server);
            assertThat(authenticator.quickly(bearing("good"))).isEmpty();
            assertThat(authenticator.thoroughly(bearing("good")).scopes()).containsExactly("read");
            assertThat(authenticator.quickly(bearing("good"))).isPresent();
            assertThat(server.asked()).hasSize(1);
            assertThat(server.last().header("Authorization")).isEqualTo("Basic bWU6aHVzaA==");
            assertThatThrownBy(() -> authenticator.thoroughly(bearing("bad"))).isInstanceOf(PlatformException.class);
            assertThatThrownBy(() -> authenticator.thoroughly(bearing("odd"))).isInstanceOf(PlatformException.class);
            assertThatThrownBy(() -> authenticator.thoroughly(bearing("down")))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
        }
    }

    @Test
    void equalTokensAreAskedAboutOnceAndNobodyWaits() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Upstream server = new Upstream()) {
            server.handler = request -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Answer.json("{\"active\":true,\"sub\":\"ada\"}");
            };
            IntrospectionAuthenticator authenticator = authenticator(server);
            List<CompletableFuture<ApiCaller>> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                asked.add(authenticator.asking(bearing("t"), Runnable::run).orElseThrow());
            }
            assertThat(asked).noneMatch(CompletableFuture::isDone);
            gate.countDown();
            assertThat(asked)
                    .allSatisfy(caller -> assertThat(caller.join().id()).endsWith("|ada"));
            assertThat(server.asked()).hasSize(1);
        }
    }

    private static IntrospectionAuthenticator authenticator(Upstream server) {
        ObjectNode settings = House.JSON
                .createObjectNode()
                .put("introspectionUrl", server.url())
                .put("clientId", "me")
                .put("clientSecret", "hush");
        return new IntrospectionAuthenticator(
                new TokenSettings(settings, Set.of("introspectionUrl", "clientId", "clientSecret", "cacheSeconds")),
                client);
    }
}
