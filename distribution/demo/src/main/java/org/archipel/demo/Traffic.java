package org.archipel.demo;

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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Steady requests to one address from several connections, each answer checked. */
final class Traffic implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final HttpRequest request;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final LongAdder requests = new LongAdder();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, LongAdder> answersByBody = new ConcurrentHashMap<>();

    private Traffic(HttpRequest request) {
        this.request = request;
    }

    /** Starts asking; answers are counted by their bodies. */
    static Traffic start(URI address, String key) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(10))
                .build();
        Traffic traffic = new Traffic(request);
        for (int i = 0; i < CONNECTIONS; i++) {
            traffic.threads.execute(traffic::ask);
        }
        return traffic;
    }

    private void ask() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (running.get()) {
            long begin = System.nanoTime();
            try {
                record(client.send(request, HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                failures.add(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            slowest.accumulate(System.nanoTime() - begin);
        }
    }

    private void record(HttpResponse<String> response) {
        requests.increment();
        if (response.statusCode() == 200) {
            answersByBody
                    .computeIfAbsent(response.body(), version -> new LongAdder())
                    .increment();
        } else {
            failures.add(response.statusCode() + " " + response.body());
        }
    }

    /** Waits until so many requests were answered since the start. */
    void awaitRequests(long count) {
        while (requests.sum() < count) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("interrupted");
            }
        }
    }

    long requests() {
        return requests.sum();
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many answers each distinct body had. */
    Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answersByBody.forEach((body, count) -> counts.put(body, count.sum()));
        return counts;
    }

    /** Stops asking and waits for the answers under way. */
    @Override
    public void close() {
        running.set(false);
        threads.shutdown();
        try {
            threads.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
