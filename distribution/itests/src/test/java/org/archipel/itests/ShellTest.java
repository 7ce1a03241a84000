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

            assertThat(answer(platform, "archipel:health", "HEALTHY")).contains("database", "jobs", "events", "disk");
            assertThat(answer(platform, "archipel:organizations", "default")).contains("SLUG");
            assertThat(answer(platform, "archipel:connectors", "HTTP")).contains("http");
            awaitListed(client);
            assertThat(answer(platform, "archipel:catalogue", Samples.PLACE_INSIGHTS))
                    .contains("1.0.0");
            assertThat(answer(platform, "archipel:install " + Samples.PLACE_INSIGHTS, "--accept"))
                    .as("what it requires is shown first")
                    .contains("records");
            answer(platform, "archipel:install --accept " + Samples.PLACE_INSIGHTS, "is ACTIVE");
            marketplace.call("version").expect(200);
            assertThat(answer(platform, "archipel:extensions", "ACTIVE")).contains(Samples.PLACE_INSIGHTS);
            assertThat(answer(platform, "archipel:jobs", "SUCCEEDED")).contains("PHASE");
            answer(platform, "archipel:uninstall " + Samples.PLACE_INSIGHTS, "is UNINSTALLED");
            assertThat(marketplace.call("version").status()).isEqualTo(404);
            answer(platform, "archipel:level org.archipel.security DEBUG", "DEBUG");

            String key = key(answer(platform, "archipel:newkey spare", "ark_"));
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

    /** What the shell prints from the command on, up to and with the expected text. */
    private static String answer(PlatformProcess platform, String command, String expected) {
        int before = platform.console().length();
        platform.type(command);
        await().atMost(PATIENCE)
                .alias(command + " answers " + expected)
                .until(() -> platform.console()
                        .substring(before)
                        .replace(command, "")
                        .contains(expected));
        return platform.console().substring(before);
    }

    private static String key(String text) {
        Matcher key = Pattern.compile("ark_[a-z0-9]{12}_[a-z0-9]{52}").matcher(text);
        assertThat(key.find()).as(text).isTrue();
        return key.group();
    }
}
