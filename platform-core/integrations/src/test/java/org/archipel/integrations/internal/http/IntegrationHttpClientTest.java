package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.Backoff;
import org.archipel.integrations.internal.model.RetrySettings;
import org.archipel.integrations.internal.store.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class IntegrationHttpClientTest {
    private static final ObjectNode CREDENTIALS = Json.object()
            .put("token", "very-secret")
            .put("clientId", "me")
            .put("clientSecret", "hush-hush")
            .put("user", "ada")
            .put("password", "lovelace");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final ConnectionGuard guard = new ConnectionGuard(Clock.systemUTC(), Duration.ofMinutes(1));
    private Optional<Pacer> pacer = Optional.empty();
    private HttpServer server;
    private URI endpoint;
    private volatile Script script = (exchange, number) -> answer(exchange, 200, "ok");

    @FunctionalInterface
    private interface Script {
        void handle(HttpExchange exchange, int number) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/token", exchange -> {
            tokens.incrementAndGet();
            answer(exchange, 200, "{\"access_token\":\"token-" + tokens.get() + "\",\"expires_in\":3600}");
        });
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            script.handle(exchange, seen.size());
        });
        server.start();
        endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void triesAgainAfterAPassingFailure() {
        script = (exchange, number) -> answer(exchange, number < 3 ? 503 : 200, "ok");
        assertThat(get(client(new HttpAuthentication.None())).status()).isEqualTo(200);
        assertThat(seen).hasSize(3);
        assertThat(guard.metrics().snapshot().retries()).isEqualTo(2);
    }

    @Test
    void aRefusalOfTheRemoteSystemsOwnKindIsNoFailure() {
        pacer = Optional.of(new Pacer(new RateLimit(1000, 1000, "QUERY_LIMIT_EXCEEDED"), System::nanoTime));
        script = (exchange, number) -> answer(
                exchange, number % 2 == 1 ? 503 : 200, number % 2 == 1 ? "{\"error\":\"QUERY_LIMIT_EXCEEDED\"}" : "ok");
        guard.pause().reset();
        for (int i = 0; i < 3; i++) {
            HttpResponse response = client(new HttpAuthentication.None())
                    .send(HttpRequest.json("POST", endpoint.resolve("/batch"), new byte[0]));
            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(seen).hasSize(6);
        assertThat(guard.state().failurePercent()).isZero();
    }

    @Test
    void givesTheLastAnswerWhenTriesAreUsedUp() {
        script = (exchange, number) -> answer(exchange, 500, "no");
        assertThat(get(client(new HttpAuthentication.None())).status()).isEqualTo(500);
        assertThat(seen).hasSize(4);
    }

    @Test
    void doesNotRepeatWhatMayHaveHadAnEffect() {
        script = (exchange, number) -> answer(exchange, 500, "no");
        client(new HttpAuthentication.None())
                .send(HttpRequest.json("POST", endpoint.resolve("/x"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(seen).hasSize(1);
        client(new HttpAuthentication.None())
                .send(HttpRequest.json("POST", endpoint.resolve("/x"), new byte[0])
                        .header("Idempotency-Key", "1"));
        assertThat(seen).hasSize(5);
    }

    @Test
    void waitsAsLongAsRetryAfterSays() {
        script = (exchange, number) -> {
            if (number == 1) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            answer(exchange, number == 1 ? 429 : 200, "ok");
        };
        long start = System.nanoTime();
        assertThat(get(client(new HttpAuthentication.None())).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(guard.metrics().snapshot().rateLimited()).isEqualTo(1);
    }

    @Test
    void leavesALongWaitToTheQueue() {
        script = (exchange, number) -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            answer(exchange, 429, "slow down");
        };
        IntegrationHttpClient client = client(new HttpAuthentication.None());
        assertThat(get(client).status()).isEqualTo(429);
        assertThatThrownBy(() -> get(client)).isInstanceOfSatisfying(RemoteException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
            assertThat(e.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(50));
        });
        assertThat(seen).hasSize(1);
    }

    @Test
    void readsBothFormsOfRetryAfter() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plusSeconds(90).atOffset(ZoneOffset.UTC));
        assertThat(RetryAfter.of(header("Retry-After", "7"), clock)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.of(header("Retry-After", date), clock)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.of(header("Retry-After", "soon"), clock)).isEmpty();
    }

    @Test
    void waitsGrowAsConfigured() {
        assertThat(delays(Backoff.FIXED)).containsExactly(100L, 100L, 100L, 100L);
        assertThat(delays(Backoff.LINEAR)).containsExactly(100L, 200L, 300L, 400L);
        assertThat(delays(Backoff.EXPONENTIAL)).containsExactly(100L, 200L, 400L, 500L);
    }

    @Test
    void theCircuitOpensAndClosesAgain() {
        script = (exchange, number) -> answer(exchange, 500, "no");
        IntegrationHttpClient client = client(new HttpAuthentication.None());
        for (int i = 0; i < 5; i++) {
            get(client);
        }
        int before = seen.size();
        assertThatThrownBy(() -> get(client))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryable()).isTrue());
        assertThat(seen).hasSize(before);
        assertThat(guard.state().state()).isEqualTo(CircuitState.State.OPEN);

        script = (exchange, number) -> answer(exchange, 200, "ok");
        guard.reset();

        assertThat(get(client).status()).isEqualTo(200);
        assertThat(guard.state().state()).isEqualTo(CircuitState.State.CLOSED);
    }

    @Test
    void aServerThatHangsOrDropsIsAConnectionThatFailed() {
        script = (exchange, number) -> exchange.close();
        assertThatThrownBy(() -> get(client(new HttpAuthentication.None())))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
        assertThat(guard.metrics().snapshot().retries()).isEqualTo(3);
    }

    @Test
    void addsCredentialsInEachStyle() {
        get(client(new HttpAuthentication.Bearer("token")));
        get(client(new HttpAuthentication.Basic("user", "password")));
        get(client(new HttpAuthentication.Query("key", "token")));
        get(client(new HttpAuthentication.Header("Authorization", "Token ", "token")));
        assertThat(seen)
                .containsExactly(
                        "GET /items Bearer very-secret",
                        "GET /items Basic YWRhOmxvdmVsYWNl",
                        "GET /items?key=very-secret null",
                        "GET /items Token very-secret");
    }

    @Test
    void credentialsStayWithTheEndpoint() {
        URI elsewhere = URI.create("http://localhost:" + server.getAddress().getPort() + "/items");
        client(new HttpAuthentication.Bearer("token")).send(HttpRequest.get(elsewhere));
        assertThat(seen).containsExactly("GET /items null");
    }

    @Test
    void missingCredentialsAreSaidByFieldName() {
        assertThatThrownBy(() -> get(client(new HttpAuthentication.Bearer("nothing"))))
                .isInstanceOfSatisfying(RemoteException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
                    assertThat(e).hasMessageContaining("nothing");
                });
    }

    @Test
    void oneTokenServesManyThreads() {
        IntegrationHttpClient client = client(grant());
        List<CompletableFuture<HttpResponse>> calls = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> get(client)))
                .toList();
        calls.forEach(CompletableFuture::join);
        assertThat(tokens).hasValue(1);
        assertThat(seen).hasSize(6).containsOnly("GET /items Bearer token-1");
    }

    @Test
    void aRefusedTokenIsReplacedOnce() {
        script = (exchange, number) -> answer(exchange, number == 1 ? 401 : 200, "ok");
        assertThat(get(client(grant())).status()).isEqualTo(200);
        assertThat(seen).containsExactly("GET /items Bearer token-1", "GET /items Bearer token-2");
    }

    @Test
    void secretsAreMaskedWhereverTheyShow() {
        SecretMask mask = SecretMask.of(CREDENTIALS);
        assertThat(mask.apply("GET /?key=very-secret Basic " + "aHVzaC1odXNo" + " lovelace"))
                .isEqualTo("GET /?key=[redacted] Basic [redacted] [redacted]");
    }

    private HttpAuthentication grant() {
        return new HttpAuthentication.ClientCredentials(
                endpoint + "/token", "clientId", "clientSecret", List.of("read"), Map.of());
    }

    private IntegrationHttpClient client(HttpAuthentication authentication) {
        SecretMask mask = SecretMask.of(CREDENTIALS);
        var settings = new ConnectionSettings(
                authentication,
                CREDENTIALS,
                new CredentialScope(Optional.of(endpoint), List::of),
                new RetrySettings(4, Backoff.FIXED, 1L, 10L, false),
                Duration.ofSeconds(5),
                true,
                mask,
                new ExchangeLog(NOPLogger.NOP_LOGGER, mask),
                Optional.empty(),
                pacer);
        return new IntegrationHttpClient(new JdkEgress().client(List::of), guard, settings, Clock.systemUTC());
    }

    private HttpResponse get(IntegrationHttpClient client) {
        return client.send(HttpRequest.get(endpoint.resolve("/items")));
    }

    private static HttpResponse header(String name, String value) {
        return new HttpResponse(429, Map.of(name, List.of(value)), new byte[0]);
    }

    private static List<Long> delays(Backoff backoff) {
        RetryRules rules = new RetryRules(new RetrySettings(5, backoff, 100L, 500L, false), Clock.systemUTC());
        return IntStream.rangeClosed(1, 4)
                .mapToObj(attempt -> rules.delay(attempt, Duration.ZERO).toMillis())
                .toList();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
