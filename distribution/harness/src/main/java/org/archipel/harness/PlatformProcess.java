package org.archipel.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A platform that runs as a process on a data folder. It can be stopped gracefully or killed, and started again on the same folder
 * and port. Not thread-safe.
 */
public final class PlatformProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int TAIL = 20_000;
    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORT_TRIES = 100;

    private final Path distribution;
    private final Path workFolder;
    private final int port;
    private final Map<String, String> environment;
    private final Map<String, Integer> disks;
    private Process process;
    private String bootstrapKey = "";

    private PlatformProcess(
            Path distribution, Path workFolder, int port, Map<String, String> environment, Map<String, Integer> disks) {
        this.distribution = distribution;
        this.workFolder = workFolder;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.disks = Map.copyOf(disks);
        // A platform does not outlive the program that started it.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** What is needed to start a platform. */
    public static final class Builder {
        private final Path distribution;
        private final Path workFolder;
        private final Map<String, String> environment = new HashMap<>();
        private final Map<String, Integer> disks = new HashMap<>();
        private int port;
        private boolean trials;

        private Builder(Path distribution, Path workFolder) {
            this.distribution = distribution;
            this.workFolder = workFolder;
        }

        /** The port of the REST API; without it a free one is taken. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Sets a setting, for example {@code archipel.http.host}. */
        public Builder setting(String key, String value) {
            environment.put(
                    key.toUpperCase(java.util.Locale.ROOT).replace("-", "__").replace('.', '_'), value);
            return this;
        }

        /** Has submissions tried in a scratch container, as platforms do; without it they are not, which saves seconds for each. */
        public Builder withTrials() {
            trials = true;
            return this;
        }

        /** Runs on the JDK in this folder. */
        public Builder javaHome(Path folder) {
            environment.put("JAVA_HOME", folder.toString());
            return this;
        }

        /** Adds JVM options. */
        public Builder javaOptions(String options) {
            environment.merge("ARCHIPEL_JAVA_OPTS", options, (a, b) -> a + " " + b);
            return this;
        }

        /**
         * Gives a folder of the platform's data a disk of its own, which is soon full; others see it through {@link
         * PlatformProcess#seen}. Works where {@link #canLimitDisks()}.
         *
         * @param folder for example {@code packages}
         */
        public Builder disk(String folder, int kilobytes) {
            disks.put(folder, kilobytes);
            return this;
        }

        /** Starts the platform and returns when it is ready. */
        public PlatformProcess start() {
            PlatformProcess platform = prepare();
            try {
                platform.start();
            } catch (IllegalStateException e) {
                platform.close();
                throw e;
            }
            return platform;
        }

        /** The platform, not started yet. */
        public PlatformProcess prepare() {
            if (!trials) {
                setting("archipel.marketplace.scratch", "off");
            }
            return new PlatformProcess(distribution, workFolder, port == 0 ? freePort() : port, environment, disks);
        }
    }

    /**
     * @param distribution the assembled folder with {@code bin}, {@code conf}, {@code bundles}
     * @param workFolder where {@code data} and {@code logs} go
     */
    public static Builder of(Path distribution, Path workFolder) {
        return new Builder(distribution, workFolder);
    }

    /**
     * A port that nobody listens on, and which no connection of another process takes before the platform does: systems give
     * connections ports from 32768 on.
     */
    private static int freePort() {
        for (int i = 0; i < PORT_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
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
            ProcessBuilder builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            workFolder.resolve("console.log").toFile()));
            builder.environment().putAll(environment);
            builder.environment().put("ARCHIPEL_DATA", data().toString());
            builder.environment().put("ARCHIPEL_LOGS", logs().toString());
            builder.environment().put("ARCHIPEL_HTTP_PORT", Integer.toString(port));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        if (!disks.isEmpty()) {
            StringBuilder mounts = new StringBuilder("set -e; ");
            for (Map.Entry<String, Integer> disk : disks.entrySet()) {
                Path folder = Files.createDirectories(data().resolve(disk.getKey()));
                mounts.append("mount -t tmpfs -o size=" + disk.getValue() + "k tmpfs '" + folder + "'; ");
            }
            command.addAll(List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mounts + "exec \"$@\"", "sh"));
        }
        command.addAll(List.of(distribution.resolve("bin/archipel").toString(), "console"));
        return command;
    }

    /** Whether this machine lets a process have disks of its own. */
    public static boolean canLimitDisks() {
        try {
            return new ProcessBuilder("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A folder of the platform's data as the process sees it: one on a disk of its own is empty to all others. */
    public Path seen(String folder) {
        return Path.of("/proc/" + pid() + "/root" + data().resolve(folder).toAbsolutePath());
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
        try {
            // A character may be half written: it is not worth an exception.
            return new String(Files.readAllBytes(workFolder.resolve("console.log")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the platform says that it is ready. */
    public void awaitReady() {
        RestClient client = RestClient.anonymous(url());
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!client.answers("/api/health/ready")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the platform ended while starting:\n" + consoleTail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the platform was not ready in time:\n" + threadDump() + logTail());
            }
            pause();
        }
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

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the platform", e);
        }
    }

    private String consoleTail() {
        return tail(workFolder.resolve("console.log"));
    }

    private String logTail() {
        return tail(logs().resolve("archipel.log"));
    }

    private static String tail(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "(nothing in " + file.getFileName() + ")\n";
        }
    }

    /** What the process does, as it tells on its console when it gets the signal for it. */
    private String threadDump() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            TimeUnit.SECONDS.sleep(1);
        } catch (IOException e) {
            return "(no thread dump: " + e.getMessage() + ")\n";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return consoleTail();
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(30));
    }

    /** Asks the process to stop and waits for it. Returns its exit code. */
    public int stop() {
        process.destroy();
        return awaitExit(Duration.ofSeconds(60));
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

    /** The key that the first start left for the administrator. */
    public String bootstrapKey() {
        if (bootstrapKey.isEmpty()) {
            throw new IllegalStateException("the platform left no bootstrap key");
        }
        return bootstrapKey;
    }

    /** Waits until the process ends, however long that takes. */
    public void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (alive()) {
            kill();
        }
    }
}
