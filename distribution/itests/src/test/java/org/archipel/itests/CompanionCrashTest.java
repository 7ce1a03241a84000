package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies while an extension is installed together with another that it needs. Started again, both work; or, where the
 * extension does not come up, neither is there. The normal run kills once for each end, the Maven profile {@code slow} at more moments.
 */
class CompanionCrashTest {
    private static final int WAIT_SECONDS = 60;
    private static final Duration CONVERGENCE = Duration.ofSeconds(90);
    private static final String BASE = "org.example.companion.base";
    private static final String TOP = Samples.MISBEHAVING;
    private static final String WORKS = "1.0.0";
    private static final String FAILS = "2.0.1";

    @TempDir
    static Path folder;

    private static ObservedPlatform platform;

    @BeforeAll
    static void start() {
        platform = ObservedPlatform.start(folder);
        publish(PackageMaker.good(BASE));
        for (String version : List.of(WORKS, FAILS)) {
            publish(PackageMaker.from(Samples.misbehaving(version))
                    .edit(
                            PackageMaker.DESCRIPTOR,
                            json -> json.replaceFirst(
                                    "\\{",
                                    "{\"dependencies\": [{\"id\": \"" + BASE + "\", \"range\": \"[1.0,2)\"}],")));
        }
    }

    private static void publish(PackageMaker made) {
        PackagePublisher publisher = PackagePublisher.register(platform.administrator(), platform.administrator());
        String id = publisher.submit(made.bytes()).expect(201).path("id").asText();
        assertThat(publisher.awaitChecks(id).path("reviewStatus").asText()).isEqualTo("IN_REVIEW");
        publisher.approve(id).expect(200);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void uninstall() {
        for (String id : List.of(TOP, BASE)) {
            if (installed().contains(id)) {
                new Marketplace(platform.administrator(), id)
                        .uninstall(WAIT_SECONDS)
                        .expect(200);
            }
        }
    }

    private static boolean all() {
        return System.getProperty("archipel.test.phases", "").equals("all");
    }

    static List<String> momentsOfOneThatWorks() {
        return all()
                ? List.of(
                        "BEFORE PLANNED INSTALL " + BASE,
                        "AFTER DEPLOYED INSTALL " + BASE,
                        "AFTER RECORDED INSTALL " + BASE,
                        "BEFORE STARTED INSTALL " + TOP,
                        "BEFORE RECORDED INSTALL " + TOP,
                        "AFTER RECORDED INSTALL " + TOP)
                : List.of("AFTER RECORDED INSTALL " + BASE);
    }

    static List<String> momentsOfOneThatFails() {
        return all()
                ? List.of(
                        "AFTER DEPLOYED INSTALL " + BASE,
                        "AFTER RECORDED INSTALL " + BASE,
                        "AFTER DEPLOYED INSTALL " + TOP,
                        "BEFORE DRAINED UNINSTALL " + BASE,
                        "AFTER REMOVED UNINSTALL " + BASE,
                        "AFTER RECORDED UNINSTALL " + BASE)
                : List.of("BEFORE DRAINED UNINSTALL " + BASE);
    }

    @ParameterizedTest
    @MethodSource("momentsOfOneThatWorks")
    void bothWorkAfterADeath(String moment) {
        platform.haltAt(moment);
        orderUntilDeath(WORKS);

        platform.startAfterDeath();

        awaitInstalled(BASE, TOP);
        assertThat(platform.disturbances()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("momentsOfOneThatFails")
    void neitherStaysAfterADeath(String moment) {
        platform.haltAt(moment);
        orderUntilDeath(FAILS);

        platform.startAfterDeath();

        awaitInstalled();
        assertThat(platform.disturbances()).isEmpty();
    }

    private static void orderUntilDeath(String version) {
        try {
            Answer answer = platform.administrator()
                    .post(
                            "/api/marketplace/install/" + TOP + "?wait=" + WAIT_SECONDS,
                            Map.of(
                                    "version",
                                    version,
                                    "acceptRequired",
                                    true,
                                    "withDependencies",
                                    true,
                                    "dependencies",
                                    Map.of(BASE, "1.0.0")));
            // What came with it is taken back only after the failure was told.
            assertThat(answer.status()).as(answer.text()).isEqualTo(version.equals(WORKS) ? 200 : 422);
        } catch (UncheckedIOException e) {
            // The connection died with the process.
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    /** The database and the framework agree, and nothing is under way any more. */
    private static void awaitInstalled(String... extensions) {
        await().atMost(CONVERGENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            assertThat(installed()).containsExactlyInAnyOrder(extensions);
            assertThat(platform.extensionBundles()).hasSize(extensions.length);
        });
    }

    /** Ids of those that work; none may be in between. */
    private static Set<String> installed() {
        Set<String> ids = new TreeSet<>();
        platform.administrator()
                .get("/api/extensions?limit=100")
                .expect(200)
                .path("items")
                .forEach(item -> {
                    assertThat(item.path("changing").asBoolean())
                            .as(item.toString())
                            .isFalse();
                    if (item.path("actualState").asText().equals("ACTIVE")) {
                        ids.add(item.path("extensionId").asText());
                    }
                });
        return ids;
    }
}
