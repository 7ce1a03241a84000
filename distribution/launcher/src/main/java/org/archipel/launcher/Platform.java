package org.archipel.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.archipel.launcher.BundleFolder.BundleFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The framework with the platform's bundles in it. Started once, stopped once. */
final class Platform {
    private final Configuration configuration;
    private final BundleFolder bundleFolder;
    private final Framework framework;
    private final StartFailures failures = new StartFailures();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile boolean asked;

    Platform(Configuration configuration, BundleFolder bundleFolder) {
        this.configuration = configuration;
        this.bundleFolder = bundleFolder;
        Map<String, Object> properties = FrameworkProperties.of(configuration, bundleFolder.highestStartLevel());
        this.framework = new Felix(properties);
    }

    /** Installs all bundles, raises the start level, and returns when every bundle was started. */
    void start() {
        try {
            framework.init();
            framework.getBundleContext().addFrameworkListener(failures);
            framework.getBundleContext().addBundleListener((SynchronousBundleListener) this::noteStop);
            SecondWall.begin(framework.getBundleContext());
            List<Bundle> installed = new ArrayList<>();
            for (BundleFile file : bundleFolder.bundles()) {
                installed.add(install(framework.getBundleContext(), file));
            }
            SecondWall.platformBundles(
                    installed.stream().mapToLong(Bundle::getBundleId).max().orElse(0));
            framework.start();
            for (Bundle bundle : installed) {
                if (!isFragment(bundle)) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
            raiseStartLevel();
            requireAllActive(installed);
            ready = true;
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

    /** Starts once more what did not start: bundles of others may not stand what others do while they start. */
    private void requireAllActive(List<Bundle> bundles) {
        List<String> inactive = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (!isFragment(bundle) && !isActive(bundle)) {
                String reason = failures.reason(bundle);
                if (startsNow(bundle)) {
                    System.err.println(
                            "archipel: " + bundle.getSymbolicName() + " started at the second try: " + reason);
                } else {
                    inactive.add(bundle.getSymbolicName() + ": " + failures.reason(bundle));
                }
            }
        }
        if (!inactive.isEmpty()) {
            throw new LaunchException("these bundles did not start\n  " + String.join("\n  ", inactive));
        }
    }

    private boolean startsNow(Bundle bundle) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            failures.add(bundle, e);
        }
        return isActive(bundle);
    }

    private static boolean isActive(Bundle bundle) {
        return (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private void noteStop(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            stopping.countDown();
        }
    }

    /**
     * Blocks until the framework has stopped. False if that takes longer than the configured limit, and nobody asked this for it: what
     * hangs would keep the process.
     */
    boolean awaitStop() {
        try {
            stopping.await();
            if (stopped() || asked) {
                return true;
            }
            tellOfHang();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean stopped() throws InterruptedException {
        long limit = TimeUnit.SECONDS.toMillis(configuration.stopTimeoutSeconds());
        return framework.waitForStop(limit).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    private void tellOfHang() {
        System.err.println("archipel: the framework did not stop within " + configuration.stopTimeoutSeconds()
                + " seconds; the process ends all the same");
    }

    /**
     * Stops the bundles in reverse order and waits for it within the configured limit. What was ready leaves its classes to the next
     * start.
     */
    void stop() {
        try {
            asked = true;
            framework.stop();
            if (!stopped()) {
                tellOfHang();
            } else if (ready) {
                ClassArchive.write();
            }
        } catch (BundleException e) {
            System.err.println("archipel: the framework did not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
