package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade and a rollback while clients call the extension lose no request. */
class UpgradeUnderLoadTest {
    private static final Logger LOG = System.getLogger(UpgradeUnderLoadTest.class.getName());
    /** Requests that are answered before, between and after the changes. */
    private static final int REQUESTS = 4_000;

    private static final int CONNECTIONS = 8;
    private static final int WAIT_SECONDS = 60;
    private static final Duration COUNTED = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void noRequestFailsWhileTheExtensionIsUpgradedAndRolledBack() {
        try (PlatformProcess platform =
                PlatformProcess.of(Distribution.folder(), folder).start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            Marketplace marketplace = new Marketplace(client, Samples.PLACE_INSIGHTS);
            marketplace.publish(Samples.placeInsights("1.0.0"));
            marketplace.publish(Samples.placeInsights("1.1.0"));
            marketplace.install("1.0.0", WAIT_SECONDS).expect(200);

            try (Load load = Load.start(
                    platform.url().resolve("/api/x/" + Samples.PLACE_INSIGHTS + "/version"),
                    platform.bootstrapKey(),
                    CONNECTIONS)) {
                load.awaitAnswers(REQUESTS);
                assertVersion(
                        "1.1.0", marketplace.upgrade("1.1.0", WAIT_SECONDS).expect(200));
                int upgraded = load.answers();
                load.awaitAnswers(REQUESTS);
                assertVersion("1.0.0", marketplace.rollback(WAIT_SECONDS).expect(200));
                int rolledBack = load.answers();
                load.awaitAnswers(REQUESTS);
                load.end();

                LOG.log(
                        Level.INFO,
                        "upgraded before answer {0}, rolled back before answer {1}, {2}, slowest {3} ms",
                        upgraded,
                        rolledBack,
                        load.bodies(),
                        load.slowest().toMillis());
                assertThat(load.failures()).isEmpty();
                assertThat(load.bodies()).hasSize(2);
                assertThat(load.bodies().keySet()).anyMatch(body -> body.contains("1.0.0"));
                assertThat(load.bodies().keySet()).anyMatch(body -> body.contains("1.1.0"));
                // A call is counted when its answer is on its way already.
                await().atMost(COUNTED).untilAsserted(() -> assertCounted(client, load));
                platform.stop();
                platform.start();
                assertCounted(client, load);
            }
        }
    }

    /** Each call is counted for the version that answered it. */
    private static void assertCounted(RestClient client, Load load) {
        JsonNode versions = client.get("/api/marketplace/extensions/" + Samples.PLACE_INSIGHTS + "/analytics")
                .expect(200)
                .path("versions");
        assertThat(versions).hasSize(2);
        for (JsonNode version : versions) {
            int answered = load.bodies().entrySet().stream()
                    .filter(body ->
                            body.getKey().contains(version.path("version").asText()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            assertThat(version.path("calls").asInt()).as(versions.toString()).isEqualTo(answered);
            assertThat(version.path("errors").asInt()).isZero();
        }
    }

    private static void assertVersion(String version, JsonNode installation) {
        assertThat(installation.path("version").asText()).isEqualTo(version);
        assertThat(installation.path("actualState").asText()).isEqualTo("ACTIVE");
    }
}
