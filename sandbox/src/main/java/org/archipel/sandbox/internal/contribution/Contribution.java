package org.archipel.sandbox.internal.contribution;

import java.util.Optional;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A service that an extension offers to an extension point.
 *
 * @param context the extension's own, through which the service is fetched: what the sandbox itself used would be given back, and its
 *     components deactivated, on the thread that stops the sandbox
 */
record Contribution<T>(Class<T> type, ServiceReference<T> reference, BundleContext context, String location) {
    /** A text property; empty if it is absent or of another type. */
    Optional<String> text(String property) {
        return reference.getProperty(property) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Texts of a property that holds one or several. */
    String[] texts(String property) {
        Object value = reference.getProperty(property);
        if (value instanceof String[] texts) {
            return texts.clone();
        }
        return value instanceof String text ? new String[] {text} : new String[0];
    }

    /** A name that stays the same over restarts and upgrades: that of the component. */
    String name() {
        return text("component.name").orElse(type.getSimpleName());
    }

    /** The service behind a guard. Fetching it may activate the component, so that happens on the extension's thread. */
    T guarded(GuardedCalls calls) {
        return guarded(calls, () -> {});
    }

    /** @param admission asked before every call; throws if the service may not be called now */
    T guarded(GuardedCalls calls, Runnable admission) {
        return calls.guard(type, this::fetch, loader(), location, admission);
    }

    /** The extension's class loader; null if its bundle is gone. */
    ClassLoader loader() {
        BundleWiring wiring = reference.getBundle().adapt(BundleWiring.class);
        return wiring == null ? null : wiring.getClassLoader();
    }

    /** The service itself; null if its component cannot be activated, or its bundle has stopped. Runs the extension's code. */
    T fetch() {
        try {
            return context.getService(reference);
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
