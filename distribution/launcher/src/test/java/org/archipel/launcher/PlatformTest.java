package org.archipel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

class PlatformTest {
    private static final String TRIES = "test.tries";
    private static final String SHUTDOWN = "test.shutdown";

    @TempDir
    Path home;

    private Platform platform;

    @BeforeEach
    void countTriesFromZero() {
        System.setProperty(TRIES, "0");
    }

    @AfterEach
    void stop() {
        if (platform != null) {
            platform.stop();
        }
        System.clearProperty(TRIES);
        System.getProperties().remove(SHUTDOWN);
    }

    @Test
    void aBundleThatFailsAtFirstIsStartedOnceMore() throws IOException {
        start(FailsOnce.class);

        assertThat(System.getProperty(TRIES)).isEqualTo("2");
    }

    @Test
    void aBundleThatNeverStartsIsToldWithItsReason() {
        assertThatThrownBy(() -> start(FailsAlways.class))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("test.bundle: ")
                .hasMessageContaining("no luck at try 2");
    }

    @Test
    void aBundleThatCannotBeResolvedIsToldWithWhatIsMissing() {
        assertThatThrownBy(() -> start(FailsOnce.class, "org.osgi.framework,org.example.missing"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("test.bundle: Unable to resolve")
                .hasMessageContaining("org.example.missing");
    }

    @Test
    void aStopOfTheFrameworkIsWaitedForNoLongerThanTheLimit() throws Exception {
        start(HangsWhenStopped.class);

        ((Runnable) System.getProperties().get(SHUTDOWN)).run();

        assertThat(platform.awaitStop()).isFalse();
    }

    private void start(Class<? extends BundleActivator> activator) throws IOException {
        start(activator, "org.osgi.framework");
    }

    private void start(Class<? extends BundleActivator> activator, String imports) throws IOException {
        Path bundles = home.resolve("bundles");
        Files.createDirectories(bundles.resolve("10-test"));
        writeBundle(bundles.resolve("10-test/test.jar"), activator, imports);
        // A security manager would be one for all tests.
        Map<String, String> environment = Map.of(
                "ARCHIPEL_SANDBOX_OSGI__SECURITY", "off",
                "ARCHIPEL_STOP_TIMEOUT_SECONDS", "2");
        platform = new Platform(Configuration.load(home, environment, new Properties()), BundleFolder.read(bundles));
        platform.start();
    }

    private static void writeBundle(Path jar, Class<?> activator, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test.bundle");
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", imports);
        String entry = activator.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var bytes = activator.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(out);
            out.closeEntry();
        }
    }

    /** Does not start at the first try. */
    public static final class FailsOnce implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            int tries = Integer.parseInt(System.getProperty("test.tries")) + 1;
            System.setProperty("test.tries", Integer.toString(tries));
            if (tries == 1) {
                throw new IllegalStateException("no luck at try " + tries);
            }
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Does not start at any try. */
    public static final class FailsAlways implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            int tries = Integer.parseInt(System.getProperty("test.tries")) + 1;
            System.setProperty("test.tries", Integer.toString(tries));
            throw new IllegalStateException("no luck at try " + tries);
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Leaves a way to stop the framework, as the shell has one, and hangs in that for longer than anybody waits. */
    public static final class HangsWhenStopped implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            Runnable shutdown = () -> {
                try {
                    context.getBundle(0).stop();
                } catch (BundleException e) {
                    throw new IllegalStateException(e);
                }
            };
            System.getProperties().put("test.shutdown", shutdown);
        }

        @Override
        public void stop(BundleContext context) throws InterruptedException {
            new CountDownLatch(1).await(10, TimeUnit.SECONDS);
        }
    }
}
