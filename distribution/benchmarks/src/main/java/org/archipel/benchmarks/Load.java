package org.archipel.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A given number of requests to one address over several connections, as fast as they are answered. */
final class Load implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpRequest request;
    private final int requests;
    private final double[] milliseconds;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpClient> connections;
    private final ExecutorService threads;

    private Load(URI address, String key, int requests, List<HttpClient> connections) {
        this.request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key)
                .timeout(TIMEOUT)
                .build();
        this.requests = requests;
        this.milliseconds = new double[requests];
        this.connections = connections;
        this.threads = Executors.newFixedThreadPool(connections.size());
    }

    /** Clients with a connection of their own each. */
    static List<HttpClient> connections(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build())
                .toList();
    }

    static Load start(URI address, String key, int requests, List<HttpClient> connections) {
        Load load = new Load(address, key, requests, connections);
        connections.forEach(connection -> load.threads.execute(() -> load.ask(connection)));
        load.threads.shutdown();
        return load;
    }

    private void ask(HttpClient connection) {
        int number = begun.getAndIncrement();
        while (number < requests) {
            long begin = System.nanoTime();
            try {
                HttpResponse<String> answer = connection.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            milliseconds[number] = (System.nanoTime() - begin) / 1e6;
            done.incrementAndGet();
            number = begun.getAndIncrement();
        }
    }

    boolean running() {
        return done.get() < requests && !threads.isTerminated();
    }

    /** Waits for the last answer. */
    void await() {
        try {
            threads.awaitTermination(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How long each request took. */
    double[] milliseconds() {
        return milliseconds.clone();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
