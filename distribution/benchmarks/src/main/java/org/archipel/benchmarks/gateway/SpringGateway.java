package org.archipel.benchmarks.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Spring Cloud Gateway with an API key and a token bucket in memory, built from {@code distribution/benchmarks/peers}. */
public final class SpringGateway implements AutoCloseable {
    private final Process process;
    private final int port;

    private SpringGateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Builds it, which downloads it the first time, and starts it. */
    public static SpringGateway start(Path project, Path folder, URI upstream, String key) {
        Path peer = project.resolve("distribution/benchmarks/peers/spring-cloud-gateway");
        try {
            Path jar = peer.resolve("target/peer.jar");
            if (!Files.exists(jar)) {
                run(peer, project.resolve("mvnw").toString(), "-B", "-ntp", "-q", "package");
            }
            int port = Nginx.freePort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-Xmx512m",
                            "-Dserver.port=" + port,
                            "-Dpeer.upstream=" + upstream,
                            "-Dpeer.key=" + key,
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("spring.log").toFile())
                    .start();
            Nginx.awaitPort(port);
            return new SpringGateway(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path folder, String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the peer could not be built");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
