package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's shell on the console of a process. */
class ShellTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern KEY = Pattern.compile("ark_[a-z0-9]{12}_[a-z0-9]{52}");

    @TempDir
    Path folder;

    @Test
    void theConsoleTellsHowThePlatformIsAndChangesIt() {
        try (PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder)
                .javaOptions("-Darchipel.shell=true")
                .start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            Marketplace marketplace = new Marketplace(client, Samples.PLACE_INSIGHTS);
            marketplace.publish(Samples.placeInsights("1.0.0"));

            answer(platform, "archipel:health", "HEALTHY", "database", "jobs", "events", "disk");
            answer(platform, "archipel:organizations", "default", "SLUG");
            answer(platform, "archipel:connectors", "HTTP", "http");
            awaitListed(client);
            answer(platform, "archipel:catalogue", Samples.PLACE_INSIGHTS, "1.0.0");
            // What it requires is shown first.
            answer(platform, "archipel:install " + Samples.PLACE_INSIGHTS, "--accept", "records");
            answer(platform, "archipel:install --accept --version 1.0.0 " + Samples.PLACE_INSIGHTS, "is ACTIVE");
            marketplace.call("version").expect(200);
            answer(platform, "archipel:extensions", "ACTIVE", Samples.PLACE_INSIGHTS);
            answer(platform, "archipel:jobs", "SUCCEEDED", "PHASE");
            answer(platform, "archipel:uninstall " + Samples.PLACE_INSIGHTS, "is UNINSTALLED");
            assertThat(marketplace.call("version").status()).isEqualTo(404);
            answer(platform, "archipel:level org.archipel.security DEBUG", "DEBUG");

            String key = key(platform);
            RestClient.withKey(platform.url(), key).get("/api/organizations").expect(200);
        }
    }

    /** The catalogue's index follows what is published. */
    private static void awaitListed(RestClient client) {
        await().atMost(PATIENCE)
                .until(() -> client.get("/api/marketplace/extensions")
                        .expectSuccess()
                        .toString()
                        .contains(Samples.PLACE_INSIGHTS));
    }

    /** Types a command, and waits until the shell has printed all of the expected texts, which may come one by one. */
    private static void answer(PlatformProcess platform, String command, String... expected) {
        int before = platform.console().length();
        platform.type(command);
        await().atMost(PATIENCE)
                .alias(command)
                .untilAsserted(
                        () -> assertThat(platform.console().substring(before).replace(command, ""))
                                .contains(expected));
    }

    private static String key(PlatformProcess platform) {
        int before = platform.console().length();
        platform.type("archipel:newkey spare");
        return await().atMost(PATIENCE)
                .until(() -> KEY.matcher(platform.console().substring(before)), Matcher::find)
                .group();
    }
}
