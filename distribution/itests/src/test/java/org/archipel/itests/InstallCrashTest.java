package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies right before and right after a phase of a change to an installation. Started again, it brings the change to its
 * end by itself. The normal run tries the moments around which the states differ most; the Maven profile
 * {@code slow} tries all, {@code -Darchipel.test.phases=AFTER DEPLOYED UPDATE,…} tries those named.
 */
class InstallCrashTest {
    private static final int WAIT_SECONDS = 60;
    private static final Duration CONVERGENCE = Duration.ofSeconds(90);
    private static final Map<String, List<String>> PHASES = Map.of(
            "INSTALL",
            List.of("PLANNED", "VERIFIED", "PREPARED", "DEPLOYED", "STARTED", "HEALTHY", "SERVING", "RECORDED"),
            "UPDATE",
            List.of(
                    "PLANNED",
                    "VERIFIED",
                    "PREPARED",
                    "DEPLOYED",
                    "STARTED",
                    "MIGRATED",
                    "HEALTHY",
                    "SERVING",
                    "RECORDED",
                    "DRAINED",
                    "REMOVED"),
            "UNINSTALL",
            List.of("DRAINED", "REMOVED", "RECORDED"));
    private static final List<String> REPRESENTATIVE = List.of(
            "AFTER DEPLOYED INSTALL",
            "BEFORE RECORDED INSTALL",
            "AFTER RECORDED INSTALL",
            "BEFORE STARTED UPDATE",
            "AFTER SERVING UPDATE",
            "AFTER RECORDED UPDATE",
            "AFTER REMOVED UPDATE",
            "AFTER REMOVED UNINSTALL",
            "AFTER RECORDED UNINSTALL");

    @TempDir
    static Path folder;

    private static ObservedPlatform platform;
    private static Marketplace marketplace;

    @BeforeAll
    static void start() {
        platform = ObservedPlatform.start(folder);
        marketplace = new Marketplace(platform.administrator(), Samples.PLACE_INSIGHTS);
        marketplace.publish(Samples.placeInsights("1.0.0"));
        marketplace.publish(Samples.placeInsights("1.1.0"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static List<String> moments() {
        String wanted = System.getProperty("archipel.test.phases", "representative");
        return switch (wanted) {
            case "representative" -> REPRESENTATIVE;
            case "all" -> allMoments();
            default -> List.of(wanted.split(","));
        };
    }

    private static List<String> allMoments() {
        List<String> all = new ArrayList<>();
        for (String change : List.of("INSTALL", "UPDATE", "UNINSTALL")) {
            for (String phase : PHASES.get(change)) {
                all.add("BEFORE " + phase + " " + change);
                all.add("AFTER " + phase + " " + change);
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("moments")
    void theChangeEndsByItselfAfterADeath(String moment) {
        String change = moment.substring(moment.lastIndexOf(' ') + 1);
        prepare(change);
        platform.haltAt(moment);
        orderUntilDeath(change);

        platform.startAfterDeath();

        String version = switch (change) {
            case "INSTALL" -> "1.0.0";
            case "UPDATE" -> "1.1.0";
            default -> "";
        };
        await().atMost(CONVERGENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertState(version));
        assertThat(storedPackages()).isEqualTo(submittedPackages());
    }

    private static void prepare(String change) {
        if (isThere(marketplace.installation())) {
            marketplace.uninstall(WAIT_SECONDS).expect(200);
        }
        if (!change.equals("INSTALL")) {
            marketplace.install("1.0.0", WAIT_SECONDS).expect(200);
        }
    }

    /** The answer, if one came: only a change that is recorded may have told so. */
    private static void orderUntilDeath(String change) {
        try {
            Answer answer = switch (change) {
                case "INSTALL" -> marketplace.install("1.0.0", WAIT_SECONDS);
                case "UPDATE" -> marketplace.upgrade("1.1.0", WAIT_SECONDS);
                default -> marketplace.uninstall(WAIT_SECONDS);
            };
            answer.expect(200);
        } catch (UncheckedIOException e) {
            // The connection died with the process.
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    /** The database, the framework and the extension's addresses agree. */
    private static void assertState(String version) {
        Answer installation = marketplace.installation();
        Answer call = marketplace.call("version");
        if (version.isEmpty()) {
            assertThat(isThere(installation)).as(installation.text()).isFalse();
            assertThat(platform.extensionBundles()).isEmpty();
            assertThat(call.status()).isEqualTo(404);
            return;
        }
        assertThat(installation.status()).as(installation.text()).isEqualTo(200);
        JsonNode shown = installation.body();
        assertThat(shown.path("actualState").asText()).isEqualTo("ACTIVE");
        assertThat(shown.path("changing").asBoolean()).isFalse();
        assertThat(shown.path("version").asText()).isEqualTo(version);
        assertThat(platform.extensionBundles()).hasSize(1);
        assertThat(platform.activeVersions(shown.path("id").asText())).containsExactly(version);
        // The extension may have come up only after this call.
        assertThat(call.status()).as(call.text()).isEqualTo(200);
        assertThat(call.body().path("version").asText()).isEqualTo(version);
    }

    private static boolean isThere(Answer installation) {
        return installation.status() == 200
                && !installation.body().path("actualState").asText().equals("UNINSTALLED");
    }

    private static Set<String> storedPackages() {
        try (Stream<Path> files = Files.walk(platform.process().data().resolve("packages"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replace(".jar", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> submittedPackages() {
        Set<String> digests = new TreeSet<>();
        platform.administrator()
                .get("/api/marketplace/submissions?limit=100")
                .expectSuccess()
                .path("items")
                .forEach(
                        submission -> digests.add(submission.path("packageHash").asText()));
        return digests;
    }
}
