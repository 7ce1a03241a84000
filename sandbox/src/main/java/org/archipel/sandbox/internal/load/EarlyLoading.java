package org.archipel.sandbox.internal.load;

import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.rewrite.jar.ClassDigests;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Loads all classes of an extension, and all that they mention, before its first code runs. The JVM then knows them by the
 * extension's loader and does not ask it again. Otherwise it would do so wherever a class is first needed, also where the
 * extension's stack ends: the framework would fail between any two of its steps there, take the class for one that is being loaded
 * ever after, or keep a lock that threads of the platform wait for.
 */
@Component(service = EarlyLoading.class, immediate = true)
public final class EarlyLoading implements SynchronousBundleListener {
    private final BundleContext context;
    private final PreparedClasses prepared;

    /** @param check sees each class as it is loaded */
    @Activate
    public EarlyLoading(BundleContext context, @Reference PreparedClasses prepared, @Reference LoadCheck check) {
        this.context = context;
        this.prepared = prepared;
        context.addBundleListener(this);
    }

    @Deactivate
    void withdraw() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTING && Islands.isExtension(event.getBundle())) {
            BundleWiring wiring = event.getBundle().adapt(BundleWiring.class);
            prepared.of(event.getBundle()).ifPresent(classes -> load(classes, wiring.getClassLoader()));
        }
    }

    private static void load(ClassDigests classes, ClassLoader loader) {
        EarlyInitialization initialization = new EarlyInitialization(loader);
        classes.names().stream()
                .flatMap(name -> SharedClasses.load(name, false, loader).stream())
                .forEach(initialization::addParents);
        classes.others().stream()
                .flatMap(name -> SharedClasses.load(name, false, loader).stream())
                .forEach(initialization::addMentioned);
        initialization.run();
    }
}
