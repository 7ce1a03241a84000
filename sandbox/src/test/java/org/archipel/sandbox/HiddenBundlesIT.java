package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.RestCalls;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;

/** Bundles of the platform that look after all bundles leave those of extensions alone. */
class HiddenBundlesIT {
    private static SandboxPlatform platform;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(SandboxPlatform.temporaryFolder(), Map.of());
        platform.service(ExtensionRuntime.class);
        calls = new RestCalls(platform.url());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static BundleContext contextOf(String symbolicName) {
        return Arrays.stream(platform.context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow()
                .getBundleContext();
    }

    @Test
    void onlyWhoLeadsExtensionsThroughTheirLivesSeesThem() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        List<String> observers = List.of(
                "org.apache.cxf.cxf-core",
                "org.apache.felix.configadmin",
                "org.apache.felix.scr",
                "org.archipel.sandbox");
        for (String name : observers) {
            contextOf(name).addBundleListener((SynchronousBundleListener) event -> {
                if (event.getBundle().getLocation().startsWith(Island.LOCATION_PREFIX)) {
                    seen.add(name);
                }
            });
        }
        Island island = Samples.island("hidden", "1.0.0");
        Bundle bundle = platform.install(island, Samples.rest("1.0.0"));

        assertThat(seen)
                .contains("org.apache.felix.scr", "org.archipel.sandbox")
                .doesNotContainAnyElementsOf(observers.subList(0, 2));
        assertThat(observers.stream()
                        .filter(name -> Stream.of(contextOf(name).getBundles()).anyMatch(bundle::equals)))
                .containsExactly("org.apache.felix.scr", "org.archipel.sandbox");
        assertThat(contextOf("org.apache.cxf.cxf-core").getBundle(bundle.getBundleId()))
                .isNull();
        platform.remove(island, bundle);
    }

    @Test
    void theRestServerMakesNoObjectsOfClassesThatAFileNames() {
        ExtensionJar jar = Samples.jar("1.0.0", RestResource.class, "", """
                @Path("made")
                public class Tiny implements RestResource {
                    static int made;
                    public static class Made { public Made() { made++; } }
                    public Tiny(ExtensionContext context) {}
                    @GET @Produces("text/plain") public String get() {
                        return made + " " + (Tiny.class.getResource("/META-INF/cxf/bus-extensions.txt") == null)
                            + (Tiny.class.getResource("/META-INF/services/javax.ws.rs.ext.RuntimeDelegate") == null)
                            + (Tiny.class.getResource("/META-INF/acme/own.txt") != null);
                    }
                }
                """)
                .entry("META-INF/cxf/bus-extensions.txt", "com.acme.tiny.Tiny$Made::false\n")
                .entry("META-INF/services/javax.ws.rs.ext.RuntimeDelegate", "com.acme.tiny.Tiny$Made\n")
                .entry("META-INF/acme/own.txt", "own");
        Island island = Samples.island("made", "1.0.0");
        Bundle bundle = platform.install(island, jar);
        platform.runtime().serve(island.location());

        assertThat(calls.get("made", "/api/x/com.acme.tiny/made").body()).isEqualTo("0 truetruetrue");
        platform.remove(island, bundle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Provide-Capability: archipel.persistence;unit=evil;migrations=db",
                "Require-Capability: archipel.persistence",
                "Require-Capability: osgi.extender;filter:=\"(|(osgi.extender=x)(osgi.extender=osgi.component))\"",
                "DynamicImport-Package: *",
            })
    void nothingIsResolvedThatTheFrameworkReadsInAnotherWayThanTheGate(String header) throws BundleException {
        String[] parts = header.split(": ", 2);
        Bundle bundle = platform.context()
                .installBundle(
                        Island.location("0190-odd", "1.0.0"),
                        new ByteArrayInputStream(ExtensionJar.of(Samples.ID, "1.0.0")
                                .header(parts[0], parts[1])
                                .bytes()));

        assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class).hasStackTraceContaining("no extension");
        bundle.uninstall();
        Island honest = Samples.island("honest", "1.0.0");
        platform.remove(honest, platform.install(honest, Samples.rest("1.0.0")));
    }
}
