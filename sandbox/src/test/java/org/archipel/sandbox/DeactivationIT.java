package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/** An extension whose component never ends its deactivation: it does so on a thread of its own, where it is ended. */
class DeactivationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private SandboxPlatform platform;

    @BeforeEach
    void start() {
        platform = SandboxPlatform.start(SandboxPlatform.temporaryFolder(), Map.of());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void keepsItsContextUntilItsBundleIsGone() {
        Island island = Samples.island("endless", "1.0.0");
        Bundle bundle = active(island, withContext());

        assertTimeoutPreemptively(PATIENCE, () -> platform.runtime().dismiss(island.location()));

        assertThat(offered(island)).isTrue();
        assertThatThrownBy(() -> platform.runtime().admit(island))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("not come to its end");
        assertThatThrownBy(() ->
                        platform.service(CallBoundary.class).run(island.location(), LIMIT, () -> uninstall(bundle)))
                .isInstanceOf(PlatformException.class);
        assertThat(bundle.getState()).isEqualTo(Bundle.UNINSTALLED);
        platform.runtime().dismiss(island.location());
        assertThat(offered(island)).isFalse();
        platform.runtime().admit(island);
        assertThat(offered(island)).isTrue();
        platform.runtime().dismiss(island.location());
        assertThat(offered(island)).isFalse();
    }

    @ParameterizedTest(name = "with its context: {0}")
    @CsvSource({"true", "false"})
    void doesNotHoldTheStopOfTheSandbox(boolean withContext) throws BundleException {
        Island island = Samples.island("endless", "1.0.0");
        Bundle bundle = active(island, withContext ? withContext() : withoutContext());
        Bundle sandbox = Arrays.stream(platform.context().getBundles())
                .filter(each -> "org.archipel.sandbox".equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();

        assertTimeoutPreemptively(PATIENCE, () -> sandbox.stop());

        assertThat(sandbox.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertTimeoutPreemptively(PATIENCE, () -> sandbox.start());
        // Otherwise the framework would stop it, on a thread of its own.
        platform.runtime().admit(island);
        try {
            platform.service(CallBoundary.class).run(island.location(), LIMIT, () -> uninstall(bundle));
        } catch (PlatformException e) {
            assertThat(bundle.getState()).isEqualTo(Bundle.UNINSTALLED);
        }
    }

    private Bundle active(Island island, ExtensionJar jar) {
        Bundle bundle = platform.install(island, jar);
        assertThat(platform.runtime().health(island.location()).status()).isEqualTo(Health.Status.HEALTHY);
        return bundle;
    }

    private static ExtensionJar withContext() {
        return Samples.jar("1.0.0", HealthCheck.class, "", tiny("public Tiny(ExtensionContext context) {}"));
    }

    private static ExtensionJar withoutContext() {
        return Samples.jar("1.0.0", HealthCheck.class, "", tiny("")).entry("OSGI-INF/tiny.xml", """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="com.acme.tiny.Tiny">
                  <implementation class="com.acme.tiny.Tiny"/>
                  <service><provide interface="org.archipel.api.extension.HealthCheck"/></service>
                </scr:component>
                """);
    }

    private static String tiny(String constructor) {
        return """
                public class Tiny implements HealthCheck {
                    %s
                    protected void deactivate() { while (true) { } }
                    public Health check() { return Health.healthy(); }
                }
                """.formatted(constructor);
    }

    private boolean offered(Island island) {
        try {
            return platform.context()
                            .getAllServiceReferences(
                                    ExtensionContext.class.getName(), "(archipel.island=" + island.location() + ")")
                    != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }
}
