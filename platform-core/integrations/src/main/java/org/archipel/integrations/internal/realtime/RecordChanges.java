package org.archipel.integrations.internal.realtime;

import java.util.List;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.messaging.EventSubscriber;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Follows changes of hub records; what an integration brought itself is no news to it. */
@Component(
        property = {
            EventSubscriber.NAME + "=integrations-real-time",
            EventSubscriber.TOPICS + "=record.*",
            EventSubscriber.TOPICS + "=records.changed"
        })
public class RecordChanges implements EventSubscriber {
    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final RealTimeSync syncs;

    @Activate
    public RecordChanges(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference RealTimeSync syncs) {
        this.work = work;
        this.integrations = integrations;
        this.syncs = syncs;
    }

    @Override
    public void onEvent(String organizationId, Event event) {
        String entity = event.data().path("entity").asText();
        String origin = event.data().path("origin").asText();
        List<Integration> concerned = integrations.realTime(organizationId).stream()
                .filter(integration -> integration.syncSettings().direction() != Direction.INBOUND
                        && integration.syncSettings().entities().contains(entity)
                        && !integration.origin().equals(origin))
                .toList();
        if (!concerned.isEmpty()) {
            work.run(transaction -> concerned.forEach(integration -> syncs.request(transaction, integration)));
        }
    }
}
