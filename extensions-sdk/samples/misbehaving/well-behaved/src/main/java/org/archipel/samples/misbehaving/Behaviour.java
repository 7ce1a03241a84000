package org.archipel.samples.misbehaving;

import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A version that works, to upgrade from. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "A version that works, to upgrade from.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@Component(service = HealthCheck.class)
public final class Behaviour implements HealthCheck {
    @Activate
    public Behaviour() {
        // Nothing to do.
    }

    @Override
    public Health check() {
        return Health.healthy();
    }
}
