package org.archipel.sandbox.internal.boundary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Linux run a thread only where nothing else wants the processor: one that was given up and goes on within an operation of the
 * JDK, where nothing can end it. Elsewhere nothing is done; Java's own priorities have no effect.
 */
final class LowPriority {
    private static final Logger LOG = LoggerFactory.getLogger(LowPriority.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String LOWEST = "19";
    // What the system keeps of a thread's name.
    private static final int NAME_BYTES = 15;

    private LowPriority() {}

    /** Gives it to the thread, soon; for good, so that the thread is not to be used again. */
    static void give(Thread thread) {
        if (Files.isDirectory(THREADS)) {
            Thread helper = new Thread(() -> lower(thread), "lowers a priority");
            helper.setDaemon(true);
            helper.start();
        }
    }

    private static void lower(Thread thread) {
        try {
            Optional<String> number = number(thread.getName());
            if (number.isPresent() && thread.isAlive()) {
                Process renice = new ProcessBuilder("renice", "-n", LOWEST, "-p", number.get())
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
                renice.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The thread {} keeps its priority", thread.getName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The system's number of the thread that has the name, of which the first characters are its own. */
    static Optional<String> number(String name) throws IOException {
        byte[] whole = name.getBytes(StandardCharsets.UTF_8);
        String kept = new String(whole, 0, Math.min(whole.length, NAME_BYTES), StandardCharsets.UTF_8);
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.filter(thread -> kept.equals(name(thread)))
                    .map(thread -> thread.getFileName().toString())
                    .findFirst();
        }
    }

    // Threads end while they are listed.
    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).stripTrailing();
        } catch (IOException e) {
            return "";
        }
    }
}
