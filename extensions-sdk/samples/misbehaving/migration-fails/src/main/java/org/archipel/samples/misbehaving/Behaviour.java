package org.archipel.samples.misbehaving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.extension.ConfigMigration;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** It converts half of the configuration, then throws. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "It converts half of the configuration, then throws.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@Component(service = {HealthCheck.class, ConfigMigration.class})
public final class Behaviour implements HealthCheck, ConfigMigration {
    @Activate
    public Behaviour() {
        // It misbehaves later.
    }

    @Override
    public ObjectNode migrate(String fromVersion, ObjectNode config) {
        config.removeAll();
        config.put("half", true);
        throw new IllegalStateException("the migration fails half way on purpose");
    }

    @Override
    public Health check() {
        return Health.healthy();
    }
}
