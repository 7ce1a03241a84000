package org.archipel.itests.observer;

import java.nio.file.Path;
import org.archipel.marketplace.InstallPhaseListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts the bundle's parts. They talk to the test through files in the folder that {@value #FOLDER} names. */
public final class Observer implements BundleActivator {
    /** Framework property: where the files are. */
    public static final String FOLDER = "archipel.test.folder";

    private HostWatch host;

    @Override
    public void start(BundleContext context) {
        Path folder = Path.of(context.getProperty(FOLDER));
        context.registerService(InstallPhaseListener.class, new HaltAtPhase(folder), null);
        BundleWatch watch = new BundleWatch(context, folder);
        context.addBundleListener(watch);
        watch.tell();
        host = new HostWatch(context, folder);
        host.start();
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes back the service and the listener.
        host.close();
    }
}
