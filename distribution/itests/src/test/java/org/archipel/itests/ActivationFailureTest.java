package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extensions that do not come up: the administrator is told why, nothing of them stays, and what worked goes on working. */
class ActivationFailureTest {
    private static final int WAIT_SECONDS = 60;
    /** As few as the platform judges a version by: with one more, it might be gone before the last of them. */
    private static final int CALLS = 10;

    @TempDir
    static Path folder;

    private static ObservedPlatform platform;
    private static Marketplace marketplace;

    @BeforeAll
    static void start() {
        platform = ObservedPlatform.start(
                folder,
                Map.of(
                        "archipel.marketplace.activation-limit", "PT4S",
                        "archipel.extension.call-cpu-millis", "1000"));
        marketplace = new Marketplace(platform.administrator(), Samples.MISBEHAVING);
        List.of("1.0.0", "2.0.1", "2.0.2", "2.0.3", "2.0.4", "2.0.5", "2.0.7", "2.0.8", "2.0.9")
                .forEach(version -> marketplace.publish(Samples.misbehaving(version)));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void uninstall() {
        Answer installation = marketplace.installation();
        if (installation.status() == 200
                && installation.body().path("actualState").asText().equals("ACTIVE")) {
            marketplace.uninstall(WAIT_SECONDS).expect(200);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "2.0.1, activation throws, could not be activated",
        "2.0.2, activation hangs, in time",
        "2.0.3, activation ends its thread, could not be activated",
        "2.0.4, health check fails, unhealthy on purpose",
        "2.0.5, health check throws, failed",
        "2.0.7, health check hangs, CPU time"
    })
    void anInstallThatDoesNotComeUpLeavesNothingBehind(String version, String behaviour, String reason) {
        assertProblem(marketplace.install(version, WAIT_SECONDS), reason);

        Answer installation = marketplace.installation();
        assertThat(installation.status() == 404
                        || installation.body().path("actualState").asText().equals("UNINSTALLED"))
                .as(installation.text())
                .isTrue();
        assertThat(platform.extensionBundles()).isEmpty();
        assertThat(platform.disturbances()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "2.0.1, activation throws, could not be activated",
        "2.0.2, activation hangs, in time",
        "2.0.3, activation ends its thread, could not be activated",
        "2.0.4, health check fails, unhealthy on purpose",
        "2.0.5, health check throws, failed",
        "2.0.7, health check hangs, CPU time",
        "2.0.8, migration fails half way, failed"
    })
    void anUpgradeThatDoesNotComeUpLeavesTheOldVersionWorking(String version, String behaviour, String reason) {
        marketplace.install("1.0.0", WAIT_SECONDS).expect(200);

        assertProblem(marketplace.upgrade(version, WAIT_SECONDS), reason);

        JsonNode installation = marketplace.installation().expect(200);
        assertThat(installation.path("actualState").asText()).isEqualTo("ACTIVE");
        assertThat(installation.path("version").asText()).isEqualTo("1.0.0");
        assertThat(installation.path("changing").asBoolean()).isFalse();
        assertThat(installation.path("lastError").asText()).containsPattern(reason);
        assertThat(platform.extensionBundles()).hasSize(1);
        assertThat(platform.activeVersions(installation.path("id").asText())).containsExactly("1.0.0");
        assertThat(platform.disturbances()).isEmpty();
    }

    @Test
    void aVersionWhoseCallsFailIsLeftThoughItSaysThatItIsHealthy() {
        marketplace.install("1.0.0", WAIT_SECONDS).expect(200);
        marketplace.upgrade("2.0.9", WAIT_SECONDS).expect(200);

        for (int i = 0; i < CALLS; i++) {
            assertThat(marketplace.call("work").status()).isEqualTo(502);
        }

        JsonNode used = platform.administrator()
                .get("/api/extensions/" + Samples.MISBEHAVING + "/usage")
                .expect(200)
                .path("total");
        assertThat(used.path("errors").asInt()).as(used.toString()).isGreaterThanOrEqualTo(CALLS);
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode installation = marketplace.installation().expect(200);
            assertThat(installation.path("changing").asBoolean()).isFalse();
            assertThat(installation.path("version").asText()).isEqualTo("1.0.0");
            assertThat(installation.path("notice").asText()).contains("2.0.9", "calls failed");
            assertThat(platform.extensionBundles()).hasSize(1);
        });
    }

    private static void assertProblem(Answer answer, String reason) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.headers().get("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body().path("code").asText()).isEqualTo("EXTENSION_LOAD_FAILED");
        assertThat(answer.body().path("detail").asText())
                .matches("phase (STARTED|MIGRATED|HEALTHY) failed: .*")
                .containsPattern(reason);
    }
}
