package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.archipel.attacks.AttackCatalogue;
import org.archipel.attacks.AttackPackage;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform stops cleanly though an installed extension does not end its deactivation, and has it again at the next start. */
class EndlessDeactivationTest {
    private static final int SIGTERM_EXIT = 143;
    private static final long MOST_SECONDS = 20;

    @TempDir
    Path folder;

    @Test
    void thePlatformStopsCleanlyAndStartsWell() throws IOException {
        AttackPackage endless = AttackCatalogue.cases().stream()
                .filter(attack -> attack.label().equals("421"))
                .findFirst()
                .orElseThrow()
                .newPackage();
        String run = "/api/x/" + endless.id() + "/run";
        try (PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder)
                .setting("archipel.marketplace.signatures", "optional")
                .setting("archipel.marketplace.review", "anyone")
                .start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            install(client, endless);
            client.get(run).expect(200);

            long begin = System.nanoTime();
            assertThat(platform.stop()).isEqualTo(SIGTERM_EXIT);

            assertThat((System.nanoTime() - begin) / 1_000_000_000).isLessThan(MOST_SECONDS);
            assertThat(Files.readString(folder.resolve("console.log"))).doesNotContain("did not stop");
            try (Stream<Path> files = Files.walk(platform.data())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as("the lock of an open database")
                        .doesNotContain("db.lck");
            }
            platform.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(client.get(run).status()).isEqualTo(200));
        }
        assertThat(Files.readString(folder.resolve("logs/archipel.log"))).doesNotContain("left behind");
    }

    private static void install(RestClient client, AttackPackage endless) {
        String submission = client.send(
                        "POST",
                        "/api/marketplace/submissions",
                        BodyPublishers.ofByteArray(endless.bytes()),
                        Map.of("Content-Type", "application/java-archive"))
                .expectSuccess()
                .path("id")
                .asText();
        client.post("/api/marketplace/submissions/" + submission + "/approve", Map.of("reason", "a test"))
                .expectSuccess();
        client.post(
                        "/api/marketplace/install/" + endless.id() + "?wait=30",
                        Map.of("version", AttackPackage.VERSION, "acceptRequired", true))
                .expect(200);
    }
}
