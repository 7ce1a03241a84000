package org.archipel.samples.misbehaving;

import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** It never says how it is. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "It never says how it is.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@Component(service = HealthCheck.class)
public final class Behaviour implements HealthCheck {
    private int rounds;

    @Activate
    public Behaviour() {
        // It misbehaves later.
    }

    @Override
    public Health check() {
        while (rounds >= 0) {
            rounds = (rounds + 1) & 0xff;
        }
        return Health.healthy();
    }
}
