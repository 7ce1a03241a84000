package org.archipel.integrations.internal.rest;

import org.archipel.integrations.internal.health.HealthMonitor;
import org.archipel.integrations.internal.http.ConnectionGuards;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.SyncSchedules;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gathers what belongs to the view of an integration. */
@Component(service = IntegrationViews.class)
public class IntegrationViews {
    private final CredentialVault vault;
    private final SyncService syncs;
    private final SyncSchedules schedules;
    private final HealthMonitor health;
    private final ConnectionGuards guards;

    @Activate
    public IntegrationViews(
            @Reference CredentialVault vault,
            @Reference SyncService syncs,
            @Reference SyncSchedules schedules,
            @Reference HealthMonitor health,
            @Reference ConnectionGuards guards) {
        this.vault = vault;
        this.syncs = syncs;
        this.schedules = schedules;
        this.health = health;
        this.guards = guards;
    }

    IntegrationView of(Integration integration) {
        return IntegrationView.of(
                integration,
                vault.has(integration.organizationId(), integration.credentialsReference()),
                syncs.lastSync(integration),
                schedules.nextSync(integration),
                health.status(integration.organizationId(), integration.id()),
                guards.metrics(integration.id()));
    }
}
