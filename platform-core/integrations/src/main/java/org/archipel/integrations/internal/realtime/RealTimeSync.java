package org.archipel.integrations.internal.realtime;

import java.util.List;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.Transaction;
import org.archipel.security.Caller;
import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts a sync because something changed, here or there. Many changes become one sync: while one waits, it will see them all;
 * while one runs, which may have passed the change, another waits behind it, and no more than that.
 */
@Component(service = RealTimeSync.class)
public class RealTimeSync {
    private static final List<String> KEYS = List.of("real-time-sync:", "real-time-sync-next:");

    private final JobQueue jobs;
    private final FeatureFlags flags;

    @Activate
    public RealTimeSync(@Reference JobQueue jobs, @Reference FeatureFlags flags) {
        this.jobs = jobs;
        this.flags = flags;
    }

    /** Asks for a sync in the transaction of what tells of the change, if the integration reacts at once. */
    public void request(Transaction transaction, Integration integration) {
        boolean reacts = integration.active()
                && integration.syncSettings().frequency() == Frequency.REALTIME
                && flags.isEnabled(Feature.ENABLE_REAL_TIME_SYNC);
        if (!reacts) {
            return;
        }
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
