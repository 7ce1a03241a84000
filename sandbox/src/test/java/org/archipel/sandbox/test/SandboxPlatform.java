package org.archipel.sandbox.test;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.FreePort;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.internal.problem.ProblemDocumentWriter;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.PackagePreparation;
import org.awaitility.Awaitility;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A Felix with the sandbox's jar and the REST stack in it. The packages of contracts come from the class path of the tests, which
 * so play the other bundles and call the sandbox.
 */
public final class SandboxPlatform implements AutoCloseable {
    private static final Pattern SHARED = Pattern.compile(
            "org\\.archipel\\.(api|persistence|rest|security|messaging)-|jackson-(core|databind|annotations)-|slf4j-api-");
    private static final Pattern INSTALLED = Pattern.compile(
            "felix\\.(scr|configadmin|http)|servlet-api-3|osgi\\.(service|util)|commons-(io|fileupload)|aries|cxf|woodstox"
                    + "|stax2|jaxb-osgi|xml\\.bind-api|javax\\.activation|xmlschema|jakarta\\.annotation|geronimo|/asm|failsafe-3"
                    + "|json-schema-validator|/itu|snakeyaml|dataformat-yaml|jackson-datatype|micrometer-co|jspecify");
    private static final Pattern NOT_INSTALLED = Pattern.compile(
            "annotations-|metatype|namespace|tests|http\\.base|http\\.wrappers|osgi\\.service\\.servlet|tomcat-servlet|jakarta\\.servlet");

    public final Fakes fakes = new Fakes();
    private final TestDatabase database = TestDatabase.open(Dialect.DERBY);
    private final Framework framework;
    private final int port;
    private final Path folder;

    private SandboxPlatform(Path folder, Map<String, String> settings) throws BundleException {
        this.folder = folder;
        port = FreePort.find();
        Map<String, String> properties = new HashMap<>(Map.of(
                Constants.FRAMEWORK_STORAGE,
                folder.resolve("framework").toString(),
                Constants.FRAMEWORK_BSNVERSION,
                Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                sharedPackages(),
                "org.apache.cxf.osgi.http.transport.disable",
                "true",
                "felix.log.level",
                "1",
                "org.osgi.service.http.port",
                Integer.toString(port),
                "org.apache.felix.http.host",
                "127.0.0.1",
                "archipel.data",
                folder.toString()));
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_FRAMEWORK);
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "org.archipel.guard");
        properties.putAll(settings);
        framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        registerServices();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : installed()) {
            bundles.add(context().installBundle("reference:" + jar.toUri()));
        }
        framework.start();
        for (Bundle bundle : bundles) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    public static SandboxPlatform start(Path folder, Map<String, String> settings) {
        try {
            return new SandboxPlatform(folder, settings);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private void registerServices() {
        fakes.register(context());
        Hashtable<String, Object> unit = new Hashtable<>(Map.of(UnitOfWork.UNIT, "sandbox"));
        context().registerService(UnitOfWork.class, database.unit("sandbox"), unit);
        context().registerService(ProblemDocuments.class, new ProblemDocumentWriter(), new Hashtable<>());
    }

    private static Stream<Path> classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator)).map(Path::of);
    }

    private static List<Path> installed() {
        List<Path> jars = classPath()
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> INSTALLED.matcher("/" + path.getFileName()).find())
                .filter(path ->
                        !NOT_INSTALLED.matcher(path.getFileName().toString()).find())
                .filter(path -> header(path, Constants.BUNDLE_SYMBOLICNAME) != null)
                .collect(Collectors.toCollection(ArrayList::new));
        jars.add(Path.of(System.getProperty("sandbox.jar")));
        return jars;
    }

    private static String sharedPackages() {
        List<String> exports = classPath()
                .filter(path -> SHARED.matcher(path.getFileName().toString()).find())
                .filter(path -> !path.toString().contains("-tests"))
                .map(path -> header(path, Constants.EXPORT_PACKAGE))
                .collect(Collectors.toCollection(ArrayList::new));
        exports.add(header(Path.of(System.getProperty("sandbox.jar")), Constants.EXPORT_PACKAGE));
        // Their uses directives name packages that bundles bring in copies of their own.
        return String.join(",", exports).replaceAll(";uses:=\"[^\"]*\"", "");
    }

    private static String header(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public ExtensionRuntime runtime() {
        return service(ExtensionRuntime.class);
    }

    /** Waits for a service. */
    public <T> T service(Class<T> type) {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> find(type), Objects::nonNull);
    }

    // All references: the class path of the tests holds the inner types of some services as well, in copies of its own.
    private <T> T find(Class<T> type) throws InvalidSyntaxException {
        ServiceReference<?>[] references = context().getAllServiceReferences(type.getName(), null);
        return references == null ? null : type.cast(context().getService(references[0]));
    }

    /** Prepares the package, admits the island, then installs and starts its bundle. */
    public Bundle install(Island island, ExtensionJar jar) {
        Path prepared = service(PackagePreparation.class).prepare(jar.writeTo(folder), folder.resolve("prepared"));
        runtime().admit(island);
        try (InputStream in = Files.newInputStream(prepared)) {
            Bundle bundle = context().installBundle(island.location(), in);
            bundle.start();
            return bundle;
        } catch (BundleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void remove(Island island, Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
        runtime().dismiss(island.location());
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
        database.close();
    }

    /** A folder that is removed by the system. */
    public static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("sandbox-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
