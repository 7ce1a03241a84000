package org.archipel.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.archipel.launcher.BundleFolder.BundleFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The framework with the platform's bundles in it. Started once, stopped once. */
final class Platform {
    private final Configuration configuration;
    private final BundleFolder bundleFolder;
    private final Framework framework;

    Platform(Configuration configuration, BundleFolder bundleFolder) {
        this.configuration = configuration;
        this.bundleFolder = bundleFolder;
        Map<String, String> properties = FrameworkProperties.of(configuration, bundleFolder.highestStartLevel());
        this.framework = new FrameworkFactory().newFramework(properties);
    }

    /** Installs all bundles, raises the start level, and returns when every bundle was started. */
    void start() {
        try {
            framework.init();
            List<Bundle> installed = new ArrayList<>();
            for (BundleFile file : bundleFolder.bundles()) {
                installed.add(install(framework.getBundleContext(), file));
            }
            framework.start();
            for (Bundle bundle : installed) {
                if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
            raiseStartLevel();
            requireAllActive(installed);
        } catch (BundleException e) {
            throw new LaunchException("a bundle cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted while starting", e);
        }
    }

    private static Bundle install(BundleContext context, BundleFile file) throws BundleException {
        Bundle bundle = context.installBundle("reference:" + file.jar().toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
        return bundle;
    }

    private void raiseStartLevel() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(bundleFolder.highestStartLevel(), event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        reached.await();
    }

    private static void requireAllActive(List<Bundle> bundles) {
        List<String> failures = bundles.stream()
                .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0)
                .map(bundle -> bundle.getSymbolicName() + ": " + whyInactive(bundle))
                .toList();
        if (!failures.isEmpty()) {
            throw new LaunchException("these bundles did not start\n  " + String.join("\n  ", failures));
        }
    }

    /** Starts the bundle once more for the reason of its failure; the innermost one names what is missing. */
    private static String whyInactive(Bundle bundle) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return "started only at the second try";
        } catch (BundleException e) {
            String message = String.valueOf(e.getMessage()).replaceAll("Unresolved requirements:.*", "");
            int innermost = message.lastIndexOf("Unable to resolve");
            return message.substring(Math.max(innermost, 0)).replaceAll("[\\]\\s]+$", "");
        }
    }

    /** Blocks until the framework has stopped. */
    void awaitStop() {
        try {
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the bundles in reverse order and waits for it within the configured limit. */
    void stop() {
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(configuration.stopTimeoutSeconds()));
        } catch (BundleException e) {
            System.err.println("archipel: the framework did not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
