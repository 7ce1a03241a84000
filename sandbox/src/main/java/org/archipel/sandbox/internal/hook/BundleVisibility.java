package org.archipel.sandbox.internal.hook;

import java.util.Collection;
import java.util.Set;
import org.archipel.sandbox.internal.island.Islands;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;

/**
 * An extension sees no bundle but itself, and of the platform only those see extensions that lead them through their lives. Others
 * would read an extension's headers and files and act on them, on threads of the platform: libraries make objects of the classes that
 * such files name.
 */
final class BundleVisibility {
    private static final Set<String> SEEING = Set.of(
            "org.apache.felix.scr",
            "org.archipel.marketplace",
            "org.archipel.development",
            // What an administrator types into the shell.
            "org.apache.felix.gogo.command");
    private static final long SYSTEM_BUNDLE = 0;

    private final Bundle sandbox;

    BundleVisibility(Bundle sandbox) {
        this.sandbox = sandbox;
    }

    void find(BundleContext context, Collection<Bundle> bundles) {
        Bundle asking = context.getBundle();
        bundles.removeIf(bundle -> !visible(bundle, asking));
    }

    void event(BundleEvent event, Collection<BundleContext> listeners) {
        listeners.removeIf(context -> !visible(event.getBundle(), context.getBundle()));
    }

    private boolean visible(Bundle bundle, Bundle asking) {
        if (bundle.equals(asking)) {
            return true;
        }
        return !Islands.isExtension(asking) && (!Islands.isExtension(bundle) || sees(asking));
    }

    // No extension is taken for one of these: they are told by their locations first.
    private boolean sees(Bundle asking) {
        return asking.getBundleId() == SYSTEM_BUNDLE
                || asking.equals(sandbox)
                || SEEING.contains(asking.getSymbolicName());
    }
}
