package org.archipel.rest.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.archipel.persistence.test.FreePort;
import org.awaitility.Awaitility;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A Felix with the bundles of the test class path, as they would run in the distribution. */
public final class TestPlatform implements AutoCloseable {
    private static final Pattern NOT_INSTALLED = Pattern.compile(
            "org.apache.felix.framework-|junit|assertj|awaitility|hamcrest|opentest4j|apiguardian|byte-buddy"
                    + "|osgi\\.core|osgi\\.annotation|component\\.annotations|metatype\\.annotations|json-schema-validator|jackson-dataformat-yaml|snakeyaml|jsonschema-|ethlo|itu"
                    + "|tomcat-servlet-api|jakarta\\.servlet-api|jetty-|derby|-tests\\.jar|flyway|angus|jackson-dataformat|http\\.base|http\\.wrappers|namespace");

    private static final int READY_LEVEL = 2;

    public static final String HTTP_PORT = "org.osgi.service.http.port";

    private static final Pattern STARTS_FIRST = Pattern.compile("slf4j|logback");
    private static final Pattern STARTS_LAST = Pattern.compile("http\\.jetty12|jax\\.rs\\.whiteboard");

    private final Framework framework;
    private final int port;
    private final Path data;

    private TestPlatform(Framework framework, int port, Path data) {
        this.framework = framework;
        this.port = port;
        this.data = data;
    }

    /** Starts the framework with its bundles, not waiting for readiness. */
    public static TestPlatform start(Path data, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of(
                Constants.FRAMEWORK_STORAGE,
                data.resolve("framework").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                "felix.bootdelegation.implicit",
                "false",
                "felix.log.level",
                "1",
                "org.apache.cxf.osgi.http.transport.disable",
                "true",
                HTTP_PORT,
                Integer.toString(freePort()),
                "org.apache.felix.http.host",
                "127.0.0.1",
                "org.apache.felix.http.jetty.sendServerHeader",
                "false",
                "archipel.data",
                data.toString(),
                "archipel.node",
                "node-1"));
        properties.put("archipel.startlevel.ready", Integer.toString(READY_LEVEL));
        properties.putAll(settings);
        createFolder(data);
        // Service loading within the framework must not see the test class path.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        Framework framework = new FrameworkFactory().newFramework(properties);
        try {
            framework.init();
            List<Bundle> bundles = new ArrayList<>();
            for (Path jar : bundlesOfClassPath()) {
                bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
            }
            bundles.add(framework
                    .getBundleContext()
                    .installBundle(ProbeBundle.writeTo(data).toString()));
            framework.start();
            startAll(bundles);
            // Before that the platform must not take itself for complete, as it does not in the distribution.
            framework.adapt(FrameworkStartLevel.class).setStartLevel(READY_LEVEL);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
        return new TestPlatform(framework, Integer.parseInt(properties.get(HTTP_PORT)), data);
    }

    private static void startAll(List<Bundle> bundles) {
        List<String> failures = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    failures.add(e.getMessage());
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("these bundles did not start:\n" + String.join("\n", failures));
        }
    }

    /** Starts, and returns when the gate is open. */
    public static TestPlatform startReady(Path data) {
        TestPlatform platform = start(data, Map.of());
        platform.awaitReady();
        return platform;
    }

    public void awaitReady() {
        RawHttp http = http();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> http.get("/api/health/ready").status() == 200);
    }

    public RawHttp http() {
        return new RawHttp(port);
    }

    public int port() {
        return port;
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(20_000);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Path data() {
        return data;
    }

    private static List<Path> bundlesOfClassPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path ->
                        !NOT_INSTALLED.matcher(path.getFileName().toString()).find())
                .filter(TestPlatform::isBundle)
                .sorted(Comparator.comparingInt(TestPlatform::startOrder))
                .toList();
    }

    /** Service loading and logging come first, what answers requests last, as in the distribution. */
    private static int startOrder(Path jar) {
        String name = jar.getFileName().toString();
        if (STARTS_FIRST.matcher(name).find()) {
            return 0;
        }
        return STARTS_LAST.matcher(name).find() ? 2 : 1;
    }

    private static boolean isBundle(Path jar) {
        if (!Files.exists(jar)) {
            return false;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        return FreePort.find();
    }
}
