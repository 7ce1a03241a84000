package org.archipel.itests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;

/** Requests to one address over several connections until it is told to end; every answer is looked at. */
final class Load implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HttpRequest request;
    private final ExecutorService connections;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger ended = new AtomicInteger();
    private final Map<String, Integer> bodies = new ConcurrentHashMap<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

    private Load(HttpRequest request, int connections) {
        this.request = request;
        this.connections = Executors.newFixedThreadPool(connections);
    }

    static Load start(URI address, String key, int connections) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofMinutes(2))
                .build();
        Load load = new Load(request, connections);
        for (int i = 0; i < connections; i++) {
            load.connections.execute(load::ask);
        }
        return load;
    }

    private void ask() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (!over.get()) {
            long begin = System.nanoTime();
            try {
                look(client.send(request, HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            slowest.accumulate(System.nanoTime() - begin);
            ended.incrementAndGet();
        }
    }

    private void look(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            bodies.merge(answer.body(), 1, Integer::sum);
        } else {
            failures.add(answer.statusCode() + " " + answer.body());
        }
    }

    /** Waits until so many more requests have their answer. */
    void awaitAnswers(int more) {
        int count = ended.get() + more;
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> ended.get() >= count);
    }

    /** Sends no more requests, and waits for the answers of those under way. */
    void end() {
        over.set(true);
        connections.shutdown();
        await().atMost(LIMIT).until(connections::isTerminated);
    }

    int answers() {
        return ended.get();
    }

    /** How often each body came with status 200. */
    Map<String, Integer> bodies() {
        return Map.copyOf(bodies);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    @Override
    public void close() {
        connections.shutdownNow();
    }
}
