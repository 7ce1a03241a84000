package org.archipel.sandbox.internal.load;

import java.util.ArrayList;
import java.util.List;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.framework.hooks.weaving.WovenClassListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares each class that an extension's bundle is about to define with those that were prepared for it, and refuses others:
 * whatever way code found into a bundle, it does not run unless it was rewritten.
 *
 * <p>A listener rather than a weaving hook does it: a framework stops calling a hook that failed once, which an extension can bring
 * about by loading a class at the end of its stack. An {@link Error} from a listener fails the loading of that class only, each
 * time. Listeners are called while some hook is registered, so there is one that does nothing.
 */
@Component(service = LoadCheck.class, immediate = true)
public final class LoadCheck implements WovenClassListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoadCheck.class);

    private final PreparedClasses prepared;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public LoadCheck(BundleContext context, @Reference PreparedClasses prepared) {
        this.prepared = prepared;
        WeavingHook idle = woven -> {};
        registrations.add(context.registerService(WeavingHook.class, idle, null));
        registrations.add(context.registerService(WovenClassListener.class, this, null));
    }

    @Deactivate
    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    @Override
    public void modified(WovenClass woven) {
        // The extension whose code needs the class is among the callers.
        PlatformWork.run(() -> check(woven));
    }

    private void check(WovenClass woven) {
        if (woven.getState() != WovenClass.TRANSFORMED) {
            return;
        }
        Bundle bundle = woven.getBundleWiring().getBundle();
        if (!Islands.isExtension(bundle)) {
            return;
        }
        boolean known;
        try {
            known = prepared.contain(bundle, woven.getClassName(), woven.getBytes());
        } catch (RuntimeException e) {
            // The framework goes on after an exception of a listener, but not after an error.
            throw refused(woven, e);
        }
        if (!known) {
            LOG.error(
                    "The class {} of {} is not one that was prepared; it is not loaded", woven.getClassName(), bundle);
            throw refused(woven, null);
        }
    }

    private static ClassFormatError refused(WovenClass woven, Throwable cause) {
        ClassFormatError error = new ClassFormatError("not a prepared class of the extension: " + woven.getClassName());
        error.initCause(cause);
        return error;
    }
}
