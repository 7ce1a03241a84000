package org.archipel.marketplace.internal.reconcile;

import java.util.StringJoiner;
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
        int unreadable = reconciler.unreadable();
        if (struggling == 0 && unreadable == 0) {
            return Health.healthy();
        }
        var words = new StringJoiner(" ");
        if (struggling > 0) {
            words.add(struggling + " installed extensions do not start; they are tried again.");
        }
        if (unreadable > 0) {
            words.add("What is stored of " + unreadable
                    + " installed extensions cannot be read; they are left as they are, and the log names them.");
        }
        return new Health(Health.Status.WARNING, words.toString());
    }
}
