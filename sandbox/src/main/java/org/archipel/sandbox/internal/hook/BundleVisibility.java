package org.archipel.sandbox.internal.hook;

import java.util.Collection;
import org.archipel.sandbox.internal.island.Islands;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;

/** An extension sees no bundle but itself. */
final class BundleVisibility {
    void find(BundleContext context, Collection<Bundle> bundles) {
        Bundle asking = context.getBundle();
        if (Islands.isExtension(asking)) {
            bundles.removeIf(bundle -> !bundle.equals(asking));
        }
    }

    void event(BundleEvent event, Collection<BundleContext> listeners) {
        listeners.removeIf(context ->
                Islands.isExtension(context.getBundle()) && !context.getBundle().equals(event.getBundle()));
    }
}
