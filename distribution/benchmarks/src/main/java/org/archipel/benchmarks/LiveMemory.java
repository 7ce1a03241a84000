package org.archipel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Watches what a JVM holds: the objects that are left after full collections, several of them while it works. */
final class LiveMemory implements AutoCloseable {
    private static final double MEGABYTE = 1e6;
    private static final long PAUSE_MILLIS = 1_000;

    private final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private final long pid;
    private final ExecutorService watcher = Executors.newSingleThreadExecutor();
    private final List<Double> samples = new ArrayList<>();
    private volatile boolean ended;

    private LiveMemory(long pid) {
        this.pid = pid;
    }

    /** What the process holds now, in megabytes of 10⁶ bytes. */
    static double of(long pid) {
        try (LiveMemory memory = new LiveMemory(pid)) {
            return memory.sample();
        }
    }

    /** The most that the process held at any of the looks while the work ran, in megabytes. The looks slow the work. */
    static double most(long pid, Runnable work) {
        try (LiveMemory memory = new LiveMemory(pid)) {
            Future<?> watch = memory.watcher.submit(memory::watch);
            try {
                work.run();
            } finally {
                memory.ended = true;
            }
            watch.get();
            return memory.samples.stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Void watch() throws InterruptedException {
        while (!ended) {
            samples.add(sample());
            TimeUnit.MILLISECONDS.sleep(ended ? 0 : PAUSE_MILLIS);
        }
        return null;
    }

    /** Counts the objects that are alive; the command collects the others first. */
    private double sample() {
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String total;
            try (BufferedReader lines = process.inputReader()) {
                total = lines.lines()
                        .filter(line -> line.startsWith("Total"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no histogram of process " + pid));
            }
            process.waitFor();
            return Long.parseLong(total.strip().split("\\s+")[2]) / MEGABYTE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
