package org.archipel.samples.misbehaving;

import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Its health check throws. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "Its health check throws.",
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
        throw new IllegalStateException("the health check fails on purpose");
    }
}
