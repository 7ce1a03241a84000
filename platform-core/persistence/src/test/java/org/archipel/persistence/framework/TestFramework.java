package org.archipel.persistence.framework;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework with what the persistence bundle needs, taken from the test's class path. */
final class TestFramework implements AutoCloseable {
    private static final Pattern NEEDED = Pattern.compile(
            "(jackson-(core|databind|annotations)|HikariCP|postgresql"
                    + "|jakarta\\.persistence-api|org\\.eclipse\\.persistence\\..*|asm.*|org\\.apache\\.felix\\.scr"
                    + "|org\\.osgi\\.service\\.component|org\\.osgi\\.util\\.(function|promise)|org\\.archipel\\.api)-\\d.*\\.jar");

    private final Framework framework;

    private TestFramework(Framework framework) {
        this.framework = framework;
    }

    /** @param settings configuration of the platform besides its data folder */
    static TestFramework start(Path folder, Map<String, String> settings) throws BundleException {
        Map<String, String> properties = new HashMap<>(settings);
        properties.putAll(frameworkProperties(folder));
        var framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var file = Path.of(entry);
            if (NEEDED.matcher(file.getFileName().toString()).matches()) {
                bundles.add(
                        framework.getBundleContext().installBundle(file.toUri().toString()));
            }
        }
        for (var bundle : bundles) {
            bundle.start();
        }
        return new TestFramework(framework);
    }

    private static Map<String, String> frameworkProperties(Path folder) {
        return Map.of(
                "org.osgi.framework.storage",
                folder.resolve("framework").toString(),
                "archipel.data",
                folder.resolve("data").toString(),
                // The test's own, so that its logs are seen and no service loader is needed.
                "org.osgi.framework.system.packages.extra",
                "org.slf4j;version=2.0.17,org.slf4j;version=1.7.36,org.slf4j.helpers;version=2.0.17,"
                        + "org.slf4j.spi;version=2.0.17,org.slf4j.event;version=2.0.17");
    }

    Bundle installPersistence() throws BundleException {
        return context()
                .installBundle(Path.of(System.getProperty("bundle")).toUri().toString());
    }

    Bundle install(String name, byte[] jar) throws BundleException {
        return context().installBundle(name, new ByteArrayInputStream(jar));
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
