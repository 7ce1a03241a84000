package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** The shipped bundles resolve among themselves, before anything runs. */
class BundleListTest {
    @TempDir
    Path storage;

    private Framework framework;
    private final List<Bundle> bundles = new ArrayList<>();

    @BeforeEach
    void installAll() throws BundleException, IOException {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.init();
        try (Stream<Path> files = Files.walk(Distribution.folder().resolve("bundles"))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
            }
        }
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void everyBundleResolves() {
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        assertThat(bundles)
                .filteredOn(bundle -> bundle.getState() == Bundle.INSTALLED)
                .extracting(BundleListTest::reason)
                .isEmpty();
    }

    @Test
    void noBundleIsShippedTwice() {
        assertThat(bundles).extracting(Bundle::getSymbolicName).doesNotHaveDuplicates();
    }

    /** A second provider of the JAX-RS or XML binding API ends in linkage errors, at the first use and not before. */
    @Test
    void theSharedApisHaveOneProvider() {
        Map<String, TreeSet<String>> providers = new TreeMap<>();
        for (Bundle bundle : bundles) {
            bundle.adapt(BundleRevision.class)
                    .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                    .forEach(capability -> providers
                            .computeIfAbsent(
                                    String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)),
                                    name -> new TreeSet<>())
                            .add(bundle.getSymbolicName()));
        }
        for (String api : List.of(
                "javax.ws.rs",
                "javax.ws.rs.core",
                "jakarta.persistence",
                "com.fasterxml.jackson.databind",
                "org.archipel.api.extension",
                "org.slf4j")) {
            assertThat(providers.get(api)).as("providers of %s", api).hasSize(1);
        }
    }

    private static String reason(Bundle bundle) {
        try {
            bundle.start();
            return bundle.getSymbolicName();
        } catch (BundleException e) {
            return e.getMessage();
        }
    }
}
