package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.PackagePreparation;
import org.archipel.testkit.TestPlatform;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The container of this JVM: a framework with the sandbox and the REST stack in it. Tests play the rest of the platform. */
public final class Container {
    // Held, for the JDK forgets the levels of loggers that nobody holds.
    private static final List<Logger> TALKATIVE = Stream.of("org.apache.cxf", "org.apache.aries")
            .map(Logger::getLogger)
            .toList();
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static Container shared;
    private static Throwable failure;

    private final Path folder;
    private final int port;
    private final HostServices host = new HostServices();
    private final Framework framework;
    private final ClassPath classPath = ClassPath.present();
    private final PackageUnderTest extension;
    private final Path prepared;

    private Container() throws IOException, BundleException {
        folder = Files.createTempDirectory("archipel-test");
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        // Opens meanwhile: it takes as long as the rest.
        CompletableFuture<UnitOfWork> database = CompletableFuture.supplyAsync(() -> MemoryDatabase.open(folder));
        // Begins with what fails for reasons of the extension's own.
        extension = PackageUnderTest.make(classPath, folder);
        port = freePort();
        framework = new FrameworkFactory().newFramework(properties());
        framework.init();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : classPath.bundles()) {
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        host.register(framework.getBundleContext(), database.join());
        framework.start();
        for (Bundle bundle : bundles) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        prepared = service(PackagePreparation.class).prepare(extension.file(), folder.resolve("prepared"));
        service(ExtensionRuntime.class).restored();
    }

    /** The one of this JVM; started when it is first asked for. What went wrong then is told to all tests. */
    public static synchronized Container shared() {
        if (failure != null) {
            throw new IllegalStateException("the container does not start: " + failure.getMessage(), failure);
        }
        if (shared == null) {
            try {
                shared = new Container();
            } catch (BundleException | IOException | RuntimeException | AssertionError e) {
                failure = e;
                throw new IllegalStateException("the container does not start: " + e.getMessage(), e);
            }
        }
        return shared;
    }

    /** A new installation of the extension under test. */
    public TestPlatform install(String config, String... refused) {
        try {
            ObjectNode object = (ObjectNode) new ObjectMapper().readTree(config);
            return Installed.start(this, object, Set.of(refused));
        } catch (IOException | ClassCastException e) {
            throw new IllegalArgumentException("the configuration is no JSON object: " + config, e);
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString());
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, classPath.sharedPackages());
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_FRAMEWORK);
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "org.archipel.guard");
        properties.put("org.apache.cxf.osgi.http.transport.disable", "true");
        properties.put("felix.log.level", "1");
        properties.put("felix.shutdown.hook", "false");
        properties.put("org.osgi.service.http.port", Integer.toString(port));
        properties.put("org.apache.felix.http.host", "127.0.0.1");
        properties.put("archipel.data", folder.toString());
        return properties;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    HostServices host() {
        return host;
    }

    PackageUnderTest extension() {
        return extension;
    }

    Path prepared() {
        return prepared;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits for a service of the container. */
    <T> T service(Class<T> type) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            List<T> found = services(type, null);
            if (!found.isEmpty()) {
                return found.get(0);
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the container has no " + type.getSimpleName());
            }
            pause();
        }
    }

    /** The services of a type that match a filter, in the order of their registration; the container's own, not the extension's. */
    <T> List<T> services(Class<T> type, String filter) {
        try {
            return references(type, filter).stream()
                    .map(reference -> type.cast(context().getService(reference)))
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    private Collection<ServiceReference<?>> references(Class<?> type, String filter) throws InvalidSyntaxException {
        ServiceReference<?>[] references = context().getAllServiceReferences(type.getName(), filter);
        return references == null
                ? List.of()
                : Stream.of(references).sorted(Comparator.reverseOrder()).toList();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the container starts", e);
        }
    }

    private void stop() {
        try {
            framework.stop();
            framework.waitForStop(5_000);
        } catch (BundleException e) {
            // The JVM ends anyway.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Left to the system, which clears its folder of temporary files.
        }
    }
}
