package org.archipel.marketplace.internal.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Settings;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.Island;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only class that installs, starts, stops and uninstalls extension bundles. Thread-safe; the caller sees to it that one thread
 * at a time works on one installation.
 */
@Component(service = ExtensionBundles.class)
public final class ExtensionBundles {
    private static final Logger LOG = LoggerFactory.getLogger(ExtensionBundles.class);

    private final BundleContext context;
    private final CallBoundary boundary;
    private final Duration limit;

    @Activate
    public ExtensionBundles(BundleContext context, @Reference CallBoundary boundary, @Reference Settings settings) {
        this.context = context;
        this.boundary = boundary;
        this.limit = settings.activationLimit();
    }

    boolean isRunning(String location) {
        return find(location)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .isPresent();
    }

    /** Installs and resolves a bundle; leaves one that is there alone. The framework keeps a copy of its own of the jar. */
    void deploy(String location, Path jar) {
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
        inside(location, () -> bundle.start(Bundle.START_TRANSIENT));
        if (bundle.getState() != Bundle.ACTIVE) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the bundle did not become active");
        }
    }

    /** Stops and uninstalls a bundle, if it is there; what it hangs in is left behind and logged. */
    void remove(String location) {
        var bundle = find(location).orElse(null);
        if (bundle == null) {
            return;
        }
        try {
            inside(location, bundle::uninstall);
        } catch (PlatformException e) {
            LOG.error("the bundle {} could not be uninstalled and stays until the next start", location, e);
            return;
        }
        refreshAlone(bundle);
    }

    /** A call into the framework that runs the extension's code. */
    @FunctionalInterface
    private interface FrameworkCall {
        void run() throws BundleException;
    }

    /** Runs it on a thread of the extension, within the limit. */
    private void inside(String location, FrameworkCall call) {
        try {
            boundary.run(location, limit, () -> translated(location, call));
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

    /** Locations of all extension bundles of the framework. */
    List<String> locations() {
        return Arrays.stream(context.getBundles())
                .map(Bundle::getLocation)
                .filter(location -> location.startsWith(Island.LOCATION_PREFIX))
                .toList();
    }

    /** Locations of the bundles of one installation, normally one. */
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
