package org.archipel.marketplace.internal.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.Settings;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only class that installs, starts, stops and uninstalls extension bundles, each on a thread of its extension as it runs the
 * extension's code. None of them runs longer than this does: as the platform stops, they are stopped before all that they use.
 * Thread-safe; the caller sees to it that one thread at a time works on one installation.
 */
@Component(service = ExtensionBundles.class)
public final class ExtensionBundles {
    private static final Logger LOG = LoggerFactory.getLogger(ExtensionBundles.class);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT_OF_ALL = Duration.ofSeconds(8);
    private static final int AT_WORK = Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final BundleContext context;
    private final CallBoundary boundary;
    private final ExtensionRuntime runtime;
    private final Duration limit;
    /** Locations of bundles that were to be removed and hang. */
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    @Activate
    public ExtensionBundles(
            BundleContext context,
            @Reference CallBoundary boundary,
            @Reference ExtensionRuntime runtime,
            @Reference Settings settings) {
        this.context = context;
        this.boundary = boundary;
        this.runtime = runtime;
        this.limit = settings.activationLimit();
    }

    /** Stops all extension bundles at the same time; one that hangs is left behind. */
    @Deactivate
    public void stop() {
        stopped = true;
        // Callers find an extension away, and not one whose components are gone already.
        runtime.withdraw();
        var stops = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(Island.LOCATION_PREFIX))
                .filter(ExtensionBundles::atWork)
                .map(bundle -> Executors.callable(() -> stop(bundle)))
                .toList();
        if (stops.isEmpty()) {
            return;
        }
        var threads = Executors.newCachedThreadPool(DaemonThreads.named("archipel-extension-stop"));
        try {
            threads.invokeAll(stops, STOP_LIMIT_OF_ALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    private void stop(Bundle bundle) {
        try {
            inside(bundle.getLocation(), STOP_LIMIT, () -> bundle.stop(Bundle.STOP_TRANSIENT));
        } catch (PlatformException e) {
            // It may have come to its end all the same.
            if (atWork(bundle)) {
                LOG.error("the bundle {} does not stop and is left behind", bundle.getLocation(), e);
            }
        }
    }

    private static boolean atWork(Bundle bundle) {
        return (bundle.getState() & AT_WORK) != 0;
    }

    boolean isRunning(String location) {
        return find(location)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .isPresent();
    }

    /** Installs and resolves a bundle; leaves one that is there alone. The framework keeps a copy of its own of the jar. */
    void deploy(String location, Path jar) {
        hanging.remove(location);
        var bundle = find(location).orElseGet(() -> install(location, jar));
        if (bundle.getState() == Bundle.INSTALLED && !wiring().resolveBundles(List.of(bundle))) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED, "the framework could not resolve the bundle as planned");
        }
    }

    /** Starts a bundle within the time limit. The framework forgets that it was started: the database knows. */
    void start(String location) {
        var bundle = find(location)
                .orElseThrow(() -> new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the bundle is gone"));
        inside(location, limit, () -> bundle.start(Bundle.START_TRANSIENT));
        if (stopped) {
            stop(bundle);
        }
        if (bundle.getState() != Bundle.ACTIVE) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the bundle did not become active");
        }
    }

    /**
     * Stops and uninstalls a bundle, if it is there, and has the sandbox forget it. One that hangs is left behind, where it reaches
     * nothing and nobody reaches it, until {@link #removeHanging}.
     */
    void remove(String location) {
        var gone = find(location).map(this::uninstall).orElse(true);
        if (gone) {
            hanging.remove(location);
        } else {
            hanging.add(location);
        }
        runtime.dismiss(location);
    }

    /** Installations of which bundles hang that were to be removed. */
    Set<String> withHanging() {
        return hanging.stream().map(ExtensionBundles::installationOf).collect(Collectors.toSet());
    }

    /** Removes the bundles of an installation that did not let themselves be removed before, if they do now. */
    void removeHanging(String installationId) {
        hanging.stream()
                .filter(location -> installationOf(location).equals(installationId))
                .forEach(this::remove);
    }

    private boolean uninstall(Bundle bundle) {
        var location = bundle.getLocation();
        if (hanging.contains(location) && atWork(bundle) && bundle.getState() != Bundle.ACTIVE) {
            // The thread that was left behind in it has not come back yet.
            return false;
        }
        try {
            inside(location, limit, bundle::uninstall);
        } catch (PlatformException e) {
            // It may have come to its end all the same.
            if (bundle.getState() != Bundle.UNINSTALLED) {
                LOG.error("the bundle {} could not be uninstalled; it is tried again", location, e);
                return false;
            }
        }
        refreshAlone(bundle);
        return true;
    }

    /** A call into the framework that runs the extension's code. */
    @FunctionalInterface
    private interface FrameworkCall {
        void run() throws BundleException;
    }

    /** Runs it on a thread of the extension, within the limit. */
    private void inside(String location, Duration within, FrameworkCall call) {
        try {
            boundary.run(location, within, () -> translated(location, call));
        } catch (PlatformException e) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, e.getMessage(), e);
        }
    }

    private static void translated(String location, FrameworkCall call) {
        try {
            call.run();
        } catch (BundleException e) {
            LOG.warn("the bundle {} failed", location, e);
            var cause = e.getCause() == null ? e : e.getCause();
            var message = cause.getMessage();
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "the bundle failed: " + (message == null || message.isBlank() ? "no reason given" : message));
        }
    }

    /** Locations of all extension bundles of the framework but those that hang. */
    List<String> locations() {
        return Arrays.stream(context.getBundles())
                .map(Bundle::getLocation)
                .filter(location -> location.startsWith(Island.LOCATION_PREFIX) && !hanging.contains(location))
                .toList();
    }

    /** The installation in a location as {@link Island#location} makes it. */
    static String installationOf(String location) {
        return location.substring(location.indexOf(':') + 1, location.lastIndexOf('/'));
    }

    /** Locations of the bundles of one installation, normally one; those that hang are not among them. */
    List<String> locations(String installationId) {
        var prefix = Island.location(installationId, "");
        return locations().stream()
                .filter(location -> location.startsWith(prefix))
                .toList();
    }

    private Optional<Bundle> find(String location) {
        return Optional.ofNullable(context.getBundle(location));
    }

    private Bundle install(String location, Path jar) {
        try (var in = Files.newInputStream(jar)) {
            return context.installBundle(location, in);
        } catch (BundleException e) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, refusal(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the prepared package could not be read", e);
        }
    }

    /** The framework keeps its copy on disk, and names the bundle's place only if it cannot. */
    private static String refusal(BundleException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return "the bundle could not be written to this node's disk; is there room?";
            }
        }
        return "the framework refused the bundle: " + e.getMessage();
    }

    /** The framework frees what it knows of an uninstalled bundle at a refresh, unless it did so itself. */
    private void refreshAlone(Bundle bundle) {
        var wiring = wiring();
        if (!wiring.getRemovalPendingBundles().contains(bundle)) {
            return;
        }
        var affected = wiring.getDependencyClosure(List.of(bundle));
        if (affected.stream().allMatch(each -> each.getLocation().equals(bundle.getLocation()))) {
            wiring.refreshBundles(List.of(bundle));
        } else {
            LOG.warn("{} stays in memory: others are wired to it, and only it may be refreshed", bundle);
        }
    }

    private FrameworkWiring wiring() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }
}
