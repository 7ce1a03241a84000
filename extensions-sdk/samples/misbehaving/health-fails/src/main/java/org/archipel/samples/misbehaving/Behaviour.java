package org.archipel.samples.misbehaving;

import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** It says that it is not healthy. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "It says that it is not healthy.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@Component(service = HealthCheck.class)
public final class Behaviour implements HealthCheck {
    @Activate
    public Behaviour() {
        // It misbehaves later.
    }

    @Override
    public Health check() {
        return Health.error("unhealthy on purpose");
    }
}
