package org.archipel.integrations.internal.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
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
    /** A larger batch is synchronized with all that is new. */
    private static final int MOST_NAMED = 200;

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
            List<RecordChange> changes = changes(entity, event.data());
            work.run(transaction -> concerned.forEach(integration -> syncs.request(transaction, integration, changes)));
        }
    }

    /** A single change names its record, a batch all of them. */
    private static List<RecordChange> changes(String entity, JsonNode data) {
        List<RecordChange> changes = new ArrayList<>();
        for (String member : List.of("created", "updated", "deleted")) {
            data.path(member).forEach(id -> changes.add(new RecordChange(Side.HUB, entity, id.asText())));
        }
        if (data.hasNonNull("id")) {
            changes.add(new RecordChange(Side.HUB, entity, data.get("id").asText()));
        }
        return changes.size() <= MOST_NAMED ? changes : List.of(RecordChange.anything());
    }
}
