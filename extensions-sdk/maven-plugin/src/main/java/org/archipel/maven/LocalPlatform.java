package org.archipel.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;

/** A platform that runs as a process of its own on this machine, for one extension that is being written. */
final class LocalPlatform implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int STANDARD_PORT = 8080;
    private static final int LAST_LINES = 8;

    private final Path home;
    private final Path folder;
    private final int port;
    private final Process process;
    private volatile boolean closing;

    private LocalPlatform(Path home, Path folder, int port, Map<String, String> settings) throws IOException {
        this.home = home;
        this.folder = folder;
        this.port = port;
        Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(exchange());
        this.process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(console().toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts the process; it is not ready yet.
     *
     * @param home the unpacked distribution
     * @param folder where the platform keeps all that it makes
     * @param port 0 for the usual one, or another if that is taken
     */
    static LocalPlatform start(Path home, Path folder, int port, Map<String, String> settings)
            throws MojoExecutionException {
        if (port != 0 && !isFree(port)) {
            throw new MojoExecutionException("the port " + port + " is taken by another program; give another one as"
                    + " -Darchipel.port, or none for any that is free");
        }
        try {
            return new LocalPlatform(home, folder, port == 0 ? freePort() : port, settings);
        } catch (IOException e) {
            throw new MojoExecutionException("the platform cannot be started: " + e.getMessage(), e);
        }
    }

    private static int freePort() throws IOException {
        if (isFree(STANDARD_PORT)) {
            return STANDARD_PORT;
        }
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private List<String> command(Map<String, String> settings) {
        Path conf = home.resolve("conf");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                // Compiles sooner; the platform is to answer soon, not to carry load.
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=" + conf.resolve("logback.xml"),
                "-Djava.util.logging.config.file=" + conf.resolve("java-logging.properties"),
                "-Dorg.apache.cxf.Logger=org.apache.cxf.common.logging.Slf4jLogger",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Darchipel.conf=" + conf,
                "-Darchipel.data=" + folder.resolve("data"),
                "-Darchipel.logs=" + folder.resolve("logs"),
                "-Darchipel.http.port=" + port,
                "-Darchipel.development.folder=" + exchange(),
                // A Maven that is killed leaves no platform behind that holds the port and the data.
                "-Darchipel.exit.with=" + ProcessHandle.current().pid()));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", home.resolve("lib") + File.separator + "*"));
        command.addAll(List.of("org.archipel.launcher.Main", home.toString()));
        return command;
    }

    /** Folder in which packages are handed over. */
    Path exchange() {
        return folder.resolve("exchange");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Whether it is ended by this process, which itself may be ending. */
    boolean closing() {
        return closing;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until requests are answered. */
    void awaitReady() throws MojoExecutionException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/api/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers(client, request)) {
            if (!alive() || System.nanoTime() > end) {
                throw new MojoExecutionException(
                        "the platform did not start; see " + folder.resolve("logs") + "\n" + lastWords());
            }
            pause();
        }
    }

    /** The end of what the platform wrote to its console. */
    private String lastWords() {
        try (Stream<String> lines = Files.lines(console())) {
            List<String> all = lines.filter(line -> !line.isBlank()).toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private Path console() {
        return folder.resolve("logs/console.log");
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws MojoExecutionException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    private static void pause() throws MojoExecutionException {
        try {
            TimeUnit.MILLISECONDS.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    /** For scripts: the address, in a file beside the API key. */
    void writeUrl() throws MojoExecutionException {
        try {
            Files.writeString(folder.resolve("url"), url().toString());
        } catch (IOException e) {
            throw new MojoExecutionException("the address cannot be written: " + e.getMessage(), e);
        }
    }

    /** The administrator's API key; the platform tells it once, so it is kept beside its data. */
    Optional<String> apiKey() throws MojoExecutionException {
        Path kept = folder.resolve("api-key");
        Path told = folder.resolve("data/bootstrap-key");
        try {
            if (!Files.exists(kept) && Files.exists(told)) {
                Files.copy(told, kept);
            }
            return Files.exists(kept) ? Optional.of(Files.readString(kept).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new MojoExecutionException("the API key cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closing = true;
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
