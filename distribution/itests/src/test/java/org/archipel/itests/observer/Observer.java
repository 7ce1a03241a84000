package org.archipel.itests.observer;

import java.nio.file.Path;
import org.archipel.marketplace.InstallPhaseListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Starts the bundle's parts. They talk to the test through files in the folder that {@value #FOLDER} names. */
public final class Observer implements BundleActivator {
    /** Framework property: where the files are. */
    public static final String FOLDER = "archipel.test.folder";

    private BundleContext system;
    private BundleWatch watch;
    private HostWatch host;

    @Override
    public void start(BundleContext context) {
        Path folder = Path.of(context.getProperty(FOLDER));
        context.registerService(InstallPhaseListener.class, new HaltAtPhase(folder), null);
        // The platform hides extensions from bundles that do not lead them, and so from this one.
        system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        watch = new BundleWatch(system, context.getBundle(), folder);
        system.addBundleListener(watch);
        watch.tell();
        host = new HostWatch(context, folder);
        host.start();
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes back the service.
        system.removeBundleListener(watch);
        host.close();
    }
}
