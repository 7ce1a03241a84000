package org.archipel.integrations.internal.service;

import java.util.ArrayList;
import java.util.List;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationFilter;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.messaging.Job;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Synchronizes all active integrations of a type; one that cannot begin does not keep the others from it. */
@Component(service = TypeSync.class)
public class TypeSync {
    private static final int PAGE = 200;

    private final IntegrationStore integrations;
    private final SyncService syncs;

    @Activate
    public TypeSync(@Reference IntegrationStore integrations, @Reference SyncService syncs) {
        this.integrations = integrations;
        this.syncs = syncs;
    }

    /** The jobs that were submitted, and the integrations that were left out with the reason. */
    public record Started(List<Job> jobs, List<LeftOut> leftOut) {}

    /** An integration that was not synchronized, and why. */
    public record LeftOut(String integrationId, String reason) {}

    public Started submit(Caller caller, IntegrationType type, SyncRequest request) {
        List<Job> jobs = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        IntegrationFilter filter = IntegrationFilter.active().ofType(type);
        String after = "";
        List<Integration> page;
        do {
            page = integrations.list(caller.organizationId(), filter, after, PAGE);
            for (Integration integration : page) {
                after = integration.id();
                try {
                    jobs.add(syncs.submit(caller, integration, request));
                } catch (PlatformException e) {
                    leftOut.add(new LeftOut(integration.id(), e.getMessage()));
                }
            }
        } while (page.size() == PAGE);
        return new Started(jobs, leftOut);
    }
}
