package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.archipel.itests.ApiRoutes.Route;
import org.junit.jupiter.api.Test;

/**
 * Random requests over all routes of the API. The seed is fixed, so that a failure comes again; {@code -Darchipel.fuzz.requests}
 * and {@code -Darchipel.fuzz.seed} ask for more and for others.
 */
class RequestFuzzTest {
    private static final int REQUESTS = Integer.getInteger("archipel.fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("archipel.fuzz.seed", 20_260_101L);
    private static final int MOST_FINDINGS = 20;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "place",
            "http",
            "none",
            "*",
            "%",
            "'",
            "\"",
            "' OR '1'='1",
            "../..",
            "a/b",
            "\u0000",
            "\r\nX: y",
            "\ud83d\ude00",
            "\u202e",
            "-1",
            "0",
            "1",
            "501",
            "9223372036854775808",
            "1e400",
            "NaN",
            "true",
            "null",
            "{}",
            "[]",
            "${jndi:ldap://x}",
            "x".repeat(300),
            "00000000-0000-7000-8000-000000000000",
            "2026-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "http://127.0.0.1:1/",
            "file:///etc/passwd",
            "INBOUND",
            "ACTIVE",
            "ORG_ADMIN",
            "records:read");

    private final Random random = new Random(SEED);
    private final List<String> findings = new ArrayList<>();

    @Test
    void everyRequestIsAnsweredWell() {
        SharedPlatform platform = SharedPlatform.get();
        PlatformLog log = PlatformLog.from(platform);
        ApiRoutes api = ApiRoutes.read(platform.anonymous());
        List<Route> routes =
                api.routes().stream().filter(route -> !route.stream()).toList();
        RestClient client = Tenant.create(platform, "fuzz").admin();
        JsonFuzz bodies = new JsonFuzz(random, api, TEXTS);

        for (int i = 0; i < REQUESTS && findings.size() < MOST_FINDINGS; i++) {
            Route route = routes.get(random.nextInt(routes.size()));
            String method = random.nextInt(20) == 0 ? one(METHODS) : route.method();
            String path = path(route);
            String body = method.equals("GET") ? "" : bodies.body(route.schema());
            String request = method + " " + path + " " + body.substring(0, Math.min(500, body.length()));
            Map<String, String> headers = headers(route);
            BodyPublisher content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
            answer(() -> client.send(method, path, content, headers))
                    .ifPresentOrElse(
                            answer -> judge(request, answer), () -> findings.add(request + " → the connection ended"));
        }

        assertThat(findings).as("seed " + SEED).isEmpty();
        assertThat(log.errors()).isEmpty();
        assertThat(platform.anonymous().get("/api/health/ready").status()).isEqualTo(200);
    }

    /** A server may close a connection that is idle; a second time in a row it is the request. */
    private static Optional<Answer> answer(Supplier<Answer> request) {
        try {
            return Optional.of(request.get());
        } catch (UncheckedIOException idle) {
            try {
                return Optional.of(request.get());
            } catch (UncheckedIOException again) {
                return Optional.empty();
            }
        }
    }

    private void judge(String request, Answer answer) {
        // 502 is said of another server that a draft names and that does not answer.
        boolean remote = answer.status() == 502;
        List<String> faults = answer.status() >= 400 ? new ArrayList<>(Problems.faults(answer)) : new ArrayList<>();
        faults.removeIf(fault -> remote && fault.contains("failure of the server"));
        boolean head = answer.text().isEmpty() && answer.status() < 400;
        if (!faults.isEmpty() && !head) {
            findings.add(request + " → " + answer.status() + " " + faults + " " + answer.text());
        }
    }

    private String path(Route route) {
        StringBuilder path = new StringBuilder(route.with(parameter -> encoded(pathText())));
        char separator = '?';
        for (String query : route.queries()) {
            // A long wait is no fault; it only takes long.
            if (!query.equals("wait") && random.nextInt(3) == 0) {
                path.append(separator).append(query).append('=').append(encoded(one(TEXTS)));
                separator = '&';
            }
        }
        return path.toString();
    }

    /** A path without a segment is another route. */
    private String pathText() {
        String text = one(TEXTS);
        return text.isBlank() || text.equals("../..") ? "none" : text;
    }

    private Map<String, String> headers(Route route) {
        Map<String, String> headers = new HashMap<>();
        if (random.nextInt(10) != 0) {
            headers.put("Content-Type", route.mediaTypes().isEmpty() ? "application/json" : one(route.mediaTypes()));
        }
        for (String name :
                List.of("If-Match", "If-None-Match", "Idempotency-Key", "X-Request-Id", "Accept", "Digest")) {
            if (random.nextInt(12) == 0) {
                headers.put(name, one(TEXTS).replaceAll("[^ -~]", "?"));
            }
        }
        return headers;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
