package org.archipel.integrations.internal.service;

import java.time.Instant;
import java.util.Optional;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps the schedule of each active integration as its settings say. */
@Component(service = SyncSchedules.class)
public class SyncSchedules {
    private final JobSchedules schedules;

    @Activate
    public SyncSchedules(@Reference JobSchedules schedules) {
        this.schedules = schedules;
    }

    /** Makes, changes or removes the schedule, in the transaction of the change to the integration. */
    public void update(Transaction transaction, Integration integration) {
        Optional<String> timing = integration.active() ? SyncTiming.of(integration.syncSettings()) : Optional.empty();
        if (timing.isEmpty()) {
            schedules.remove(transaction, integration.organizationId(), name(integration.id()));
            return;
        }
        schedules.put(
                transaction,
                Caller.system("integrations", integration.organizationId()),
                new JobSchedule(
                        name(integration.id()),
                        timing.get(),
                        integration.syncSettings().jitterSeconds(),
                        SyncService.scheduled(integration.id())));
    }

    /** Why the settings' schedule never runs; empty if it does, or if there is none. */
    Optional<String> problem(SyncSettings settings) {
        return SyncTiming.of(settings).flatMap(schedules::problem);
    }

    void remove(Transaction transaction, Integration integration) {
        schedules.remove(transaction, integration.organizationId(), name(integration.id()));
    }

    /** When the integration is synchronized next by itself. */
    public Optional<Instant> nextSync(Integration integration) {
        return integration.active() && SyncTiming.of(integration.syncSettings()).isPresent()
                ? schedules.nextRun(integration.organizationId(), name(integration.id()))
                : Optional.empty();
    }

    private static String name(String integrationId) {
        return "sync:" + integrationId;
    }
}
