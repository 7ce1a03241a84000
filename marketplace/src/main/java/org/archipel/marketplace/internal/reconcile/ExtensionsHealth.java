package org.archipel.marketplace.internal.reconcile;

import org.archipel.api.extension.Health;
import org.archipel.rest.HealthIndicator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The platform is ready when the extensions that should work were started, or were found unable to. */
@Component(service = HealthIndicator.class)
public final class ExtensionsHealth implements HealthIndicator {
    private final Reconciler reconciler;

    @Activate
    public ExtensionsHealth(@Reference Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public String name() {
        return "extensions";
    }

    @Override
    public Health check() {
        if (!reconciler.ready()) {
            return Health.error("The installed extensions are being started.");
        }
        int struggling = reconciler.struggling();
        return struggling == 0
                ? Health.healthy()
                : new Health(
                        Health.Status.WARNING,
                        struggling + " installed extensions do not start; they are tried again.");
    }
}
