package org.archipel.integrations.internal.realtime;

import java.util.List;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.integrations.internal.sync.WaitingChanges;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;
import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts a sync because something changed, here or there. What changed is written down, and the sync takes all that waits when it begins:
 * so many changes become one sync. While one runs, another waits behind it, and no more than that.
 */
@Component(service = RealTimeSync.class)
public class RealTimeSync {
    private static final List<String> KEYS = List.of("real-time-sync:", "real-time-sync-next:");

    private final JobQueue jobs;
    private final FeatureFlags flags;
    private final WaitingChanges waiting = new WaitingChanges();

    @Activate
    public RealTimeSync(@Reference JobQueue jobs, @Reference FeatureFlags flags) {
        this.jobs = jobs;
        this.flags = flags;
    }

    /** Whether the integration synchronizes as soon as something changes. */
    boolean reacts(Integration integration) {
        return integration.active()
                && integration.syncSettings().frequency() == Frequency.REALTIME
                && flags.isEnabled(Feature.ENABLE_REAL_TIME_SYNC);
    }

    /** Asks for a sync in the transaction of what tells of the changes, if they concern the integration and it reacts at once. */
    public void request(Transaction transaction, Integration integration, List<RecordChange> changes) {
        List<RecordChange> concerned = changes.stream()
                .filter(change -> concerns(integration, change))
                .distinct()
                .toList();
        if (reacts(integration) && !concerned.isEmpty()) {
            waiting.add(transaction, integration.id(), concerned);
            submit(transaction, integration);
        }
    }

    private static boolean concerns(Integration integration, RecordChange change) {
        if (change.equals(RecordChange.anything())) {
            return true;
        }
        Direction unmoved = change.side() == Side.REMOTE ? Direction.OUTBOUND : Direction.INBOUND;
        return integration.syncSettings().direction() != unmoved
                && integration.syncSettings().entities().contains(change.entity());
    }

    /** The job takes what waits, unless one does so already. */
    void submit(Transaction transaction, Integration integration) {
        for (String key : KEYS) {
            try {
                jobs.submit(
                        transaction,
                        Caller.system("integrations", integration.organizationId()),
                        SyncService.realTime(integration.id()).exclusive(key + integration.id()));
                return;
            } catch (ConflictException e) {
                // One waits or runs already; the next key is for the one behind it.
                continue;
            }
        }
    }
}
