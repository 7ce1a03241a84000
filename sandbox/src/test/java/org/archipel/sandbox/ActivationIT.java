package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Extensions that do not come up, or that are not well. */
class ActivationIT {
    private static SandboxPlatform platform;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(
                SandboxPlatform.temporaryFolder(), Map.of("archipel.extension.call-limit-seconds", "5"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Health healthOf(String organization, String body) {
        Island island = Samples.island(organization, "1.0.0");
        Bundle bundle = platform.install(island, Samples.jar("1.0.0", HealthCheck.class, "", body));
        try {
            return platform.runtime().health(island.location());
        } finally {
            platform.remove(island, bundle);
        }
    }

    @Test
    void activationThatThrowsOrHangsIsAnErrorWithinTheLimit() {
        Health thrown = healthOf(
                "throws",
                "public class Tiny implements HealthCheck { public Tiny(ExtensionContext c) { throw new Error(\"no\");"
                        + " } public Health check() { return Health.healthy(); } }");
        assertThat(thrown.status()).isEqualTo(Health.Status.ERROR);
        long start = System.nanoTime();
        Health hung = healthOf(
                "hangs",
                "public class Tiny implements HealthCheck { public Tiny(ExtensionContext c) throws Exception {"
                        + " Thread.sleep(600000); } public Health check() { return Health.healthy(); } }");
        assertThat(hung.status()).isEqualTo(Health.Status.ERROR);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void healthChecksThatThrowOrAnswerNothingAreErrors() {
        String checks =
                "public class Tiny implements HealthCheck { public Tiny(ExtensionContext c) {} public Health check() {"
                        + " %s } }";
        assertThat(healthOf("check1", checks.formatted("throw new RuntimeException();"))
                        .status())
                .isEqualTo(Health.Status.ERROR);
        assertThat(healthOf("check2", checks.formatted("return null;")).status())
                .isEqualTo(Health.Status.ERROR);
        assertThat(healthOf("check3", checks.formatted("return new Health(Health.Status.WARNING, \"hm\");")))
                .isEqualTo(new Health(Health.Status.WARNING, "hm"));
    }
}
