package org.archipel.rest.internal.health;

import org.archipel.api.extension.Health;
import org.archipel.persistence.DatabaseHealth;
import org.archipel.rest.HealthIndicator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The database's part of the health report. */
@Component(service = HealthIndicator.class)
public final class DatabaseIndicator implements HealthIndicator {
    private final DatabaseHealth database;

    @Activate
    public DatabaseIndicator(@Reference DatabaseHealth database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Health check() {
        DatabaseHealth.Status status = database.status();
        return status.up() ? Health.healthy() : Health.error(status.detail().orElse("does not answer"));
    }
}
