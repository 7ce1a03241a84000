package org.archipel.marketplace.internal.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform of this installation as a process of its own, with state that is thrown away, a port of the loopback interface, and
 * no name service: what it runs reaches nothing outside. It ends with this process, whatever way that ends.
 */
final class ScratchContainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchContainer.class);
    private static final long PAUSE_MILLIS = 50;

    /** The scratch platform trusts whom it is handed, and makes no trials of its own. */
    private static final Map<String, String> SETTINGS = Map.of(
            "archipel.marketplace.scratch", "off",
            "archipel.marketplace.signatures", "optional",
            "archipel.marketplace.review", "anyone",
            "archipel.http.host", "127.0.0.1",
            "archipel.network.private", "",
            "archipel.database.url", "",
            "archipel.master.key", "");

    private final Path folder;
    private final Process process;
    private final ScratchClient client;
    private final Duration startedIn;

    private ScratchContainer(Path folder, Process process, ScratchClient client, Duration startedIn) {
        this.folder = folder;
        this.process = process;
        this.client = client;
        this.startedIn = startedIn;
    }

    /**
     * @param home the installation
     * @param parent where its folder is made
     * @throws ScratchFailure if it is not ready at the deadline
     */
    static ScratchContainer start(Path home, Path parent, Instant deadline) {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(parent), "trial-");
            Process process = null;
            try {
                long begin = System.nanoTime();
                int port = freePort();
                process = launch(home, folder, port);
                var client = awaitReady(process, folder, port, deadline);
                var took = Duration.ofNanos(System.nanoTime() - begin);
                return new ScratchContainer(folder, process, client, took);
            } catch (IOException | RuntimeException e) {
                if (process != null) {
                    end(process);
                }
                delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new ScratchFailure("the scratch container cannot be started", e);
        }
    }

    ScratchClient client() {
        return client;
    }

    Duration startedIn() {
        return startedIn;
    }

    private static Process launch(Path home, Path folder, int port) throws IOException {
        var hosts = folder.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                "-Djdk.net.hosts.file=" + hosts,
                "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
                "-Djava.util.logging.config.file=" + home.resolve("conf/java-logging.properties"),
                "-Dorg.apache.cxf.Logger=org.apache.cxf.common.logging.Slf4jLogger",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Darchipel.conf=" + home.resolve("conf"),
                "-Darchipel.data=" + folder.resolve("data"),
                "-Darchipel.logs=" + folder.resolve("logs"),
                "-Darchipel.http.port=" + port,
                "-Darchipel.exit.with=" + ProcessHandle.current().pid()));
        // The same walls stand around extensions there.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-Djava.security.") || argument.startsWith("--add-"))
                .forEach(command::add);
        SETTINGS.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", home.resolve("lib") + "/*", "org.archipel.launcher.Main", home.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console.log").toFile());
        // Secrets and settings of this platform are none of its business.
        builder.environment().keySet().removeIf(name -> name.startsWith("ARCHIPEL_"));
        return builder.start();
    }

    private static ScratchClient awaitReady(Process process, Path folder, int port, Instant deadline)
            throws IOException {
        var client = new ScratchClient(port);
        while (!client.ready()) {
            if (!process.isAlive()) {
                throw new ScratchFailure("the scratch container ended while starting: " + console(folder));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new ScratchFailure("the scratch container was not ready in time: " + console(folder));
            }
            pause();
        }
        return client.with(
                Files.readString(folder.resolve("data/bootstrap-key")).strip());
    }

    private static String console(Path folder) throws IOException {
        var text = Files.readString(folder.resolve("console.log"));
        return text.substring(Math.max(0, text.length() - 500)).strip();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScratchFailure("the platform stops", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(process);
        delete(folder);
    }

    /** Deletes a folder with all that is in it; what cannot be deleted is logged. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the folder of a scratch container could not be deleted", e);
        }
    }
}
