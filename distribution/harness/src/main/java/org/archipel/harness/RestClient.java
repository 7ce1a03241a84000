package org.archipel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Calls the platform's REST API with JSON bodies. Thread-safe. */
public final class RestClient {
    public static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private static final long POLL_MILLIS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final HttpClient http;
    private final URI base;
    private final String key;

    private RestClient(HttpClient http, URI base, String key) {
        this.http = http;
        this.base = base;
        this.key = key;
    }

    public static RestClient anonymous(URI base) {
        return new RestClient(newHttpClient(), base, "");
    }

    public static RestClient withKey(URI base, String key) {
        return new RestClient(newHttpClient(), base, key);
    }

    /** The same platform with another key. */
    public RestClient as(String otherKey) {
        return new RestClient(http, base, otherKey);
    }

    private static HttpClient newHttpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }

    /** An answer; {@code body} is a missing node when there is no JSON in it. */
    public record Answer(int status, Map<String, String> headers, JsonNode body, String text) {
        /** The body, if the status is 2xx. */
        public JsonNode expectSuccess() {
            if (status < 200 || status > 299) {
                throw new IllegalStateException("unexpected answer " + status + ": " + text);
            }
            return body;
        }

        /** The body, if the status is the expected one. */
        public JsonNode expect(int expectedStatus) {
            if (status != expectedStatus) {
                throw new IllegalStateException("expected " + expectedStatus + ", got " + status + ": " + text);
            }
            return body;
        }
    }

    /** Whether a GET answers 2xx; a refused connection is a no. */
    public boolean answers(String path) {
        try {
            return get(path).status() / 100 == 2;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), Map.of());
    }

    public Answer post(String path, Object body) {
        return json("POST", path, body, Map.of());
    }

    public Answer put(String path, Object body) {
        return json("PUT", path, body, Map.of());
    }

    /** Sends a value as JSON; a string is sent as it is. */
    public Answer json(String method, String path, Object body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("Content-Type", "application/json"));
        all.putAll(headers);
        String text =
                body instanceof String string ? string : JSON.valueToTree(body).toString();
        return send(method, path, BodyPublishers.ofString(text), all);
    }

    /** Sends a file. */
    public Answer upload(String path, Path file, String mediaType) {
        try {
            return send("POST", path, BodyPublishers.ofFile(file), Map.of("Content-Type", mediaType));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends anything. */
    public Answer send(String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).method(method, body);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::setHeader);
        try {
            return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a request", e);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        boolean json = headers.getOrDefault("Content-Type", "").contains("json");
        JsonNode body = json && response.body().length > 0 ? JSON.readTree(response.body()) : MissingNode.getInstance();
        return new Answer(response.statusCode(), headers, body, new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Waits for a job to end, telling each change of it, and returns it. */
    public JsonNode awaitJob(String jobId, Duration limit, Consumer<JsonNode> onChange) {
        long deadline = System.nanoTime() + limit.toNanos();
        JsonNode last = MissingNode.getInstance();
        while (true) {
            JsonNode job = get("/api/jobs/" + jobId).expectSuccess();
            if (!job.equals(last)) {
                onChange.accept(job);
                last = job;
            }
            if (job.hasNonNull("finishedAt")) {
                return job;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the job did not end within " + limit + ": " + job);
            }
            Moment.pass(POLL_MILLIS);
        }
    }
}
