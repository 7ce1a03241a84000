package org.archipel.marketplace.internal.scratch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.archipel.marketplace.internal.Json;

/** Calls the REST API of a scratch container as an administrator does. */
final class ScratchClient {
    private static final Duration LIMIT = Duration.ofSeconds(70);
    private static final int OK = 200;
    private static final int FIRST_ERROR = 300;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;
    private final String key;

    ScratchClient(int port) {
        this(port, "");
    }

    private ScratchClient(int port, String key) {
        this.port = port;
        this.key = key;
    }

    ScratchClient with(String bootstrapKey) {
        return new ScratchClient(port, bootstrapKey);
    }

    /**
     * @param body missing when there is no JSON in the answer
     * @param took from the request to the whole answer
     */
    record Answer(int status, JsonNode body, Duration took) {
        boolean good() {
            return status >= OK && status < FIRST_ERROR;
        }

        /** What the problem document says. */
        String problem() {
            return status + " " + body.path("detail").asText(body.path("title").asText());
        }
    }

    boolean ready() {
        try {
            return get("/api/health/ready").good();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Answer get(String path) {
        return send("GET", path);
    }

    Answer delete(String path) {
        return send("DELETE", path);
    }

    Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    /** Sends a request without a body. */
    Answer send(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    Answer send(String method, String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    Answer upload(String path, Path file) {
        try {
            return send(request(path)
                    .header("Content-Type", "application/java-archive")
                    .POST(BodyPublishers.ofFile(file))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as one segment of a path. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        long begin = System.nanoTime();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var json = response.headers().firstValue("Content-Type").orElse("").contains("json");
            var body = json && !response.body().isEmpty()
                    ? Json.read(response.body(), JsonNode.class)
                    : MissingNode.getInstance();
            return new Answer(response.statusCode(), body, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScratchFailure("the platform stops", e);
        }
    }
}
