package org.archipel.samples.misbehaving;

import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Its component ends the thread that activates it. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "Its component ends the thread that activates it.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@Component(service = HealthCheck.class)
public final class Behaviour implements HealthCheck {
    @Activate
    public Behaviour() {
        throw new ThreadDeath();
    }

    @Override
    public Health check() {
        return Health.healthy();
    }
}
