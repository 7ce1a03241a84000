package org.archipel.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/**
 * One running platform for all tests that do it no harm; started at the first use, stopped with the test JVM. Tests keep apart by
 * working in organizations of their own.
 */
final class SharedPlatform {
    private static SharedPlatform instance;

    private final PlatformProcess process;
    private final RestClient administrator;

    private SharedPlatform(PlatformProcess process) {
        this.process = process;
        this.administrator = RestClient.withKey(process.url(), process.bootstrapKey());
    }

    static synchronized SharedPlatform get() {
        if (instance == null) {
            Path folder = temporaryFolder();
            PlatformProcess process = PlatformProcess.of(Distribution.folder(), folder)
                    .reachable()
                    .setting("archipel.network.private", "127.0.0.0/8")
                    .setting("archipel.sync.failures", "5")
                    .javaOptions("-Djavax.net.ssl.trustStore=" + TlsServer.KEYS.toAbsolutePath()
                            + " -Djavax.net.ssl.trustStorePassword=" + TlsServer.PASSWORD)
                    .prepare();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.close();
                delete(folder);
            }));
            process.start();
            instance = new SharedPlatform(process);
        }
        return instance;
    }

    PlatformProcess process() {
        return process;
    }

    /** A client with the key of the platform's administrator. */
    RestClient administrator() {
        return administrator;
    }

    RestClient anonymous() {
        return RestClient.anonymous(process.url());
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("archipel-itests");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
