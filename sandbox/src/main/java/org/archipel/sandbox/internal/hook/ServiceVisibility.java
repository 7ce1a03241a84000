package org.archipel.sandbox.internal.hook;

import java.util.Collection;
import java.util.Map;
import org.archipel.sandbox.internal.context.ContextRegistration;
import org.archipel.sandbox.internal.island.Islands;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.ListenerHook;

/**
 * An extension sees its own context and its own services. Services of extensions are seen by the sandbox, which puts guards
 * before them; no other bundle calls an extension directly.
 */
final class ServiceVisibility {
    private static final long SYSTEM_BUNDLE = 0;

    private final Bundle sandbox;

    ServiceVisibility(Bundle sandbox) {
        this.sandbox = sandbox;
    }

    void find(
            BundleContext context,
            String name,
            String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        references.removeIf(reference -> !visible(reference, context));
    }

    void event(ServiceEvent event, Map<BundleContext, Collection<ListenerHook.ListenerInfo>> listeners) {
        listeners.keySet().removeIf(context -> !visible(event.getServiceReference(), context));
    }

    private boolean visible(ServiceReference<?> reference, BundleContext context) {
        Bundle asking = bundle(context);
        Bundle offering = reference.getBundle();
        if (asking == null || offering == null || asking.equals(offering)) {
            return true;
        }
        if (Islands.isExtension(asking)) {
            return isContextOf(asking, reference);
        }
        return !Islands.isExtension(offering) || asking.equals(sandbox) || asking.getBundleId() == SYSTEM_BUNDLE;
    }

    private static Bundle bundle(BundleContext context) {
        try {
            return context.getBundle();
        } catch (IllegalStateException e) {
            // The bundle stopped meanwhile; the framework drops its listeners itself.
            return null;
        }
    }

    private boolean isContextOf(Bundle asking, ServiceReference<?> reference) {
        return sandbox.equals(reference.getBundle())
                && asking.getLocation().equals(reference.getProperty(ContextRegistration.ISLAND));
    }
}
