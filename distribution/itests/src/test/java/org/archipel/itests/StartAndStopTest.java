package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution starts and stops as a process, on every supported JDK that the machine has. */
class StartAndStopTest {
    private static final int SIGTERM_EXIT = 143;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {17, 21, 25})
    void startsAnswersAndStopsOnJdk(int feature) {
        Optional<Path> jdk = jdk(feature);
        assumeTrue(jdk.isPresent(), "no JDK " + feature + " here");
        try (PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder)
                .javaHome(jdk.get())
                .start()) {
            RestClient client = RestClient.anonymous(platform.url());
            assertThat(client.get("/api/health").status()).isEqualTo(200);
            assertThat(client.get("/api/openapi.json").body().path("openapi").asText())
                    .startsWith("3.1");
            assertThat(RestClient.withKey(platform.url(), platform.bootstrapKey())
                            .get("/api/organizations")
                            .status())
                    .isEqualTo(200);
            assertThat(platform.stop()).isEqualTo(SIGTERM_EXIT);
        }
        assertThat(platformLog()).doesNotContain(" ERROR ");
        assertThat(platformLog())
                .as("the database that a new platform begins with has the tables of every unit")
                .doesNotContain("migrations ran");
    }

    @Test
    void takesItsClassesFromTheArchiveThatAnEarlierRunLeft() throws IOException {
        Path loaded = folder.resolve("classes.log");
        try (PlatformProcess platform =
                PlatformProcess.of(Distribution.folder(), folder).start()) {
            platform.stop();
        }
        try (PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder)
                .javaOptions("-Xlog:class+load:file=" + loaded)
                .start()) {
            platform.stop();
        }
        try (Stream<String> lines = Files.lines(loaded)) {
            assertThat(lines.filter(line -> line.contains("org.archipel.") && line.contains("shared objects file")))
                    .as("classes of bundles that come from the archive")
                    .hasSizeGreaterThan(500);
        }
    }

    @Test
    void startsOnAJvmThatCannotRecordItsClasses() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        for (String part : List.of("lib", "bundles", "conf")) {
            Files.createSymbolicLink(home.resolve(part), Distribution.folder().resolve(part));
        }
        Files.createDirectory(home.resolve("bin"));
        Files.copy(
                Distribution.folder().resolve("bin/archipel"),
                home.resolve("bin/archipel"),
                StandardCopyOption.COPY_ATTRIBUTES);
        try (PlatformProcess platform =
                PlatformProcess.of(home, folder).javaOptions("-Xshare:off").start()) {
            assertThat(platform.stop()).isEqualTo(SIGTERM_EXIT);
        }
    }

    @Test
    void startsAgainOnTheDataOfAKilledProcess() {
        try (PlatformProcess platform =
                PlatformProcess.of(Distribution.folder(), folder).start()) {
            String key = platform.bootstrapKey();
            platform.kill();
            platform.start();
            assertThat(RestClient.withKey(platform.url(), key)
                            .get("/api/organizations")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesASecondProcessOnTheSameData() {
        try (PlatformProcess first =
                        PlatformProcess.of(Distribution.folder(), folder).start();
                PlatformProcess second =
                        PlatformProcess.of(Distribution.folder(), folder).prepare()) {
            second.launch();
            assertThat(second.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(first.alive()).isTrue();
        }
    }

    @Test
    void refusesAnAddressThatAnotherProcessHas() throws IOException {
        try (PlatformProcess platform =
                PlatformProcess.of(Distribution.folder(), folder).prepare()) {
            try (ServerSocket taken = new ServerSocket(platform.url().getPort(), 1, InetAddress.getLoopbackAddress())) {
                platform.launch();
                assertThat(platform.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
                assertThat(folder.resolve("console.log"))
                        .content()
                        .contains("cannot take requests at 127.0.0.1:" + taken.getLocalPort());
            }
        }
    }

    private String platformLog() {
        try {
            return Files.readString(folder.resolve("logs/archipel.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks for a JDK of that feature release: {@code JAVA<n>_HOME}, then the usual folder of Linux systems. */
    private static Optional<Path> jdk(int feature) {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("JAVA" + feature + "_HOME")).map(Path::of);
        return named.or(() -> installed(feature)).filter(home -> Files.isExecutable(home.resolve("bin/java")));
    }

    private static Optional<Path> installed(int feature) {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> homes = entries.filter(home -> release(home).contains("JAVA_VERSION=\"" + feature + "."))
                    .sorted()
                    .toList();
            return homes.stream().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return "";
        }
    }
}
