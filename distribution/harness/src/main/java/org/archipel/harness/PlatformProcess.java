package org.archipel.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A platform that runs as a process on a data folder. It can be stopped gracefully or killed, and started again on the same folder
 * and port. Not thread-safe.
 */
public final class PlatformProcess implements AutoCloseable {
    private static final Duration KILL_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

    private final Path distribution;
    private final Path workFolder;
    private final int port;
    private final Map<String, String> environment;
    private final OwnDisks disks;
    private final ProcessOutput output;
    private Process process;
    private String bootstrapKey = "";

    PlatformProcess(Path distribution, Path workFolder, int port, Map<String, String> environment, OwnDisks disks) {
        this.distribution = distribution;
        this.workFolder = workFolder;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.disks = disks;
        this.output = new ProcessOutput(consoleLog(), logs().resolve("archipel.log"));
        // A platform does not outlive the program that started it.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * @param distribution the assembled folder with {@code bin}, {@code conf}, {@code bundles}
     * @param workFolder where {@code data} and {@code logs} go
     */
    public static PlatformBuilder of(Path distribution, Path workFolder) {
        return new PlatformBuilder(distribution, workFolder);
    }

    /** Starts the process and waits until it is ready. Returns how long that took. */
    public Duration start() {
        long begin = System.nanoTime();
        launch();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Starts the process without waiting for it. */
    public void launch() {
        try {
            Files.createDirectories(workFolder);
            List<String> command = List.of(distribution.resolve("bin/archipel").toString(), "console");
            ProcessBuilder builder = new ProcessBuilder(disks.around(command, data()))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(consoleLog().toFile()));
            builder.environment().putAll(environment);
            builder.environment().put("ARCHIPEL_DATA", data().toString());
            builder.environment().put("ARCHIPEL_LOGS", logs().toString());
            builder.environment().put("ARCHIPEL_HTTP_PORT", Integer.toString(port));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the platform says that it is ready. */
    public void awaitReady() {
        new Readiness(url(), output).await(process);
        rememberBootstrapKey();
    }

    /** The platform removes the file when the key is used for the first time. */
    private void rememberBootstrapKey() {
        Path file = data().resolve("bootstrap-key");
        if (bootstrapKey.isEmpty() && Files.exists(file)) {
            try {
                bootstrapKey = Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(KILL_LIMIT);
    }

    /** Asks the process to stop and waits for it. Returns its exit code. */
    public int stop() {
        process.destroy();
        return awaitExit(STOP_LIMIT);
    }

    /** Waits for the end of the process. Returns its exit code. */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the platform did not end within " + limit);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the platform", e);
        }
    }

    /** Waits until the process ends, however long that takes. */
    public void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path data() {
        return workFolder.resolve("data");
    }

    public Path logs() {
        return workFolder.resolve("logs");
    }

    private Path consoleLog() {
        return workFolder.resolve("console.log");
    }

    /** A folder of the platform's data as the process sees it: one on a disk of its own is empty to all others. */
    public Path seen(String folder) {
        return Path.of("/proc/" + pid() + "/root" + data().resolve(folder).toAbsolutePath());
    }

    /** The key that the first start left for the administrator. */
    public String bootstrapKey() {
        if (bootstrapKey.isEmpty()) {
            throw new IllegalStateException("the platform left no bootstrap key");
        }
        return bootstrapKey;
    }

    /** Types a line on the console of the process, whose shell reads it if it has one. */
    public void type(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the process printed, and what the shell answered. */
    public String console() {
        return output.printed();
    }

    @Override
    public void close() {
        if (alive()) {
            kill();
        }
    }
}
