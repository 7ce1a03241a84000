package org.archipel.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A given number of requests to one address over several connections, as fast as they are answered. */
final class Load implements AutoCloseable {
    private final URI address;
    private final byte[] request;
    private final int requests;
    private final long start = System.nanoTime();
    private final double[] beginnings;
    private final double[] milliseconds;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads;

    private Load(URI address, String key, int requests, int connections) {
        this.address = address;
        this.request = PlainConnection.get(address, key);
        this.requests = requests;
        this.beginnings = new double[requests];
        this.milliseconds = new double[requests];
        this.threads = Executors.newFixedThreadPool(connections);
    }

    static Load start(URI address, String key, int requests, int connections) {
        Load load = new Load(address, key, requests, connections);
        for (int i = 0; i < connections; i++) {
            load.threads.execute(load::ask);
        }
        load.threads.shutdown();
        return load;
    }

    private void ask() {
        try {
            PlainConnection connection = PlainConnection.to(address);
            try {
                for (int number = begun.getAndIncrement(); number < requests; number = begun.getAndIncrement()) {
                    if (!connection.open()) {
                        connection.close();
                        connection = PlainConnection.to(address);
                    }
                    ask(connection, number);
                }
            } finally {
                connection.close();
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private void ask(PlainConnection connection, int number) throws IOException {
        long begin = System.nanoTime();
        beginnings[number] = (begin - start) / 1e6;
        int status = connection.send(request);
        milliseconds[number] = (System.nanoTime() - begin) / 1e6;
        done.incrementAndGet();
        if (status != 200) {
            failures.add("status " + status);
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

    /** When each request began, in milliseconds since the first could. */
    double[] beginnings() {
        return beginnings.clone();
    }

    /** Milliseconds since the first request could begin. */
    double now() {
        return (System.nanoTime() - start) / 1e6;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
