package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom APIs on the running platform. */
class CustomApiTest {
    private static final String SLUG = "custom-apis";
    private static final String BASE = "/api/custom/" + SLUG;

    private static SharedPlatform platform;
    private static Tenant tenant;
    private static RestClient admin;
    private static HttpServer upstream;

    @BeforeAll
    static void makeOrganization() throws IOException {
        platform = SharedPlatform.get();
        tenant = Tenant.create(platform, SLUG);
        admin = tenant.admin();
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        upstream.createContext("/", exchange -> {
            byte[] body = ("{\"path\":\"" + exchange.getRequestURI() + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        upstream.start();
    }

    @AfterAll
    static void stop() {
        upstream.stop(0);
    }

    private static JsonNode define(String path, Map<String, Object> config) {
        return admin.post("/api/apis", Map.of("name", path, "method", "GET", "path", path, "config", config))
                .expect(201);
    }

    private static Map<String, Object> proxy(String path) {
        return Map.of(
                "integrations",
                List.of(Map.of(
                        "name",
                        "up",
                        "endpoint",
                        "http://127.0.0.1:" + upstream.getAddress().getPort() + path)));
    }

    @Test
    void whatIsDefinedAnswersAtOnceUntilItIsRemoved() {
        String id = define("/echo/{name}", proxy("/hello/{name}")).path("id").asText();
        Answer answer = admin.get(BASE + "/echo/ada?x=1");
        assertThat(answer.expect(200).path("path").asText()).isEqualTo("/hello/ada?x=1");
        assertThat(answer.headers()).containsKey("X-Request-Id").containsEntry("X-Content-Type-Options", "nosniff");
        Problems.check("no key", platform.anonymous().get(BASE + "/echo/ada"), 401);
        Problems.check("a key of another organization", platform.administrator().get(BASE + "/echo/ada"), 401);
        Problems.check("a role that may not call", tenant.as("PUBLISHER").get(BASE + "/echo/ada"), 403);
        Problems.check("another method", admin.delete(BASE + "/echo/ada"), 405);
        admin.delete("/api/apis/" + id);
        Problems.check("removed", admin.get(BASE + "/echo/ada"), 404);
    }

    /** Protocols are negotiated by classes that the client looks for while it runs: here they are those of a bundle. */
    @Test
    void anUpstreamIsCalledByHttps() throws IOException, GeneralSecurityException {
        try (TlsServer server = new TlsServer("{\"safe\":true}")) {
            for (String http2 : List.of("AUTO", "OFF")) {
                define(
                        "/tls/" + http2,
                        Map.of(
                                "integrations",
                                List.of(Map.of("name", "up", "endpoint", server.url() + "/", "http2", http2))));
                assertThat(admin.get(BASE + "/tls/" + http2)
                                .expect(200)
                                .path("safe")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void theApiOfTheDocumentationWorks() throws IOException {
        String page = Files.readString(Path.of("../../docs/custom-apis.md"));
        String begin = "cat > places.json <<EOF\n";
        int from = page.indexOf(begin) + begin.length();
        String id = admin.post("/api/apis", page.substring(from, page.indexOf("EOF", from)))
                .expect(201)
                .path("id")
                .asText();
        admin.put("/api/records/place/1", Map.of("name", "Lyon", "country", "FR"))
                .expect(201);
        Answer first = admin.get(BASE + "/places/FR");
        assertThat(first.expect(200).toString()).isEqualTo("{\"names\":[\"Lyon\"]}");
        Answer second = admin.send(
                "GET",
                BASE + "/places/FR",
                BodyPublishers.noBody(),
                Map.of("If-None-Match", first.headers().get("ETag")));
        assertThat(second.status()).isEqualTo(304);
        admin.put("/api/records/place/2", Map.of("name", "Paris", "country", "FR"))
                .expect(201);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(admin.get(BASE + "/places/FR").text()).contains("Paris"));
        JsonNode document = admin.get("/api/apis/" + id + "/openapi.json").expect(200);
        assertThat(document.at("/paths/~1v1~1places~1{country}/get/parameters/0/name")
                        .asText())
                .isEqualTo("country");
        assertThat(admin.get("/api/apis/" + id + "/snippets")
                        .expect(200)
                        .path("curl")
                        .asText())
                .contains("/api/custom/" + SLUG + "/v1/places/country");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/..%2fx",
                "/echo/%2e%2e/x",
                "/echo/%00",
                "/echo//x",
                "/echo/x;y=1",
                "/echo/%c0%ae",
                "/echo/%",
                "/nothing",
                "/v9/echo/x"
            })
    void hostilePathsAreRefusedWithAProblem(String path) {
        Answer answer = RawHttp.exchange(
                platform.process().url(), "GET " + BASE + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(Problems.faults(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "Transfer-Encoding: gzip\r\n\r\n"
            })
    void smuggledRequestsAreRefused(String rest) {
        admin.post(
                "/api/apis",
                Map.of(
                        "name",
                        "s",
                        "method",
                        "POST",
                        "path",
                        "/smuggle",
                        "config",
                        Map.of("authentication", Map.of("type", "NONE"), "requestSchema", Map.of(), "mock", Map.of())));
        Answer answer = RawHttp.exchange(
                platform.process().url(),
                "POST " + BASE
                        + "/smuggle HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + rest);
        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void noRequestFailsWhileDefinitionsChange() throws InterruptedException, ExecutionException {
        JsonNode made = define("/changing", proxy("/0"));
        String id = made.path("id").asText();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(threads.submit(() -> {
                    int calls = 0;
                    do {
                        admin.get(BASE + "/changing").expect(200);
                        calls++;
                    } while (!done.get());
                    return calls;
                }));
            }
            for (int i = 1; i <= 50; i++) {
                admin.put(
                                "/api/apis/" + id,
                                Map.of("name", "c", "method", "GET", "path", "/changing", "config", proxy("/" + i)))
                        .expect(200);
                assertThat(admin.get(BASE + "/changing")
                                .expect(200)
                                .path("path")
                                .asText())
                        .isEqualTo("/" + i);
            }
            done.set(true);
            for (Future<Integer> caller : callers) {
                assertThat(caller.get()).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }
}
