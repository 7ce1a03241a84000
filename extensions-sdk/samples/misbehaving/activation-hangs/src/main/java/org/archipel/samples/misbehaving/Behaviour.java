package org.archipel.samples.misbehaving;

import java.util.concurrent.CountDownLatch;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Its component never finishes its activation. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "Its component never finishes its activation.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@Component(service = HealthCheck.class)
public final class Behaviour implements HealthCheck {
    @Activate
    public Behaviour() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public Health check() {
        return Health.healthy();
    }
}
