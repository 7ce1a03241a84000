package org.archipel.integrations.internal.realtime;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.sync.WaitingChanges;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after changes that no sync took: it failed for good, the integration stood still, or it ended in the moment in which they were
 * told of. They are asked for again; those of an integration that does not react at once any more go.
 */
@Component(service = LeftChanges.class, immediate = true)
public class LeftChanges {
    private static final Logger LOG = LoggerFactory.getLogger(LeftChanges.class);
    private static final Duration LEFT_FOR = Duration.ofMinutes(2);
    private static final long EVERY_MINUTES = 5;

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final RealTimeSync syncs;
    private final WaitingChanges waiting = new WaitingChanges();
    private final Clock clock;
    private final ScheduledExecutorService rounds = DaemonThreads.timer("archipel-left-changes");

    @Activate
    public LeftChanges(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference RealTimeSync syncs) {
        this(work, integrations, syncs, Clock.systemUTC());
        rounds.scheduleWithFixedDelay(this::round, 1, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    /** Looks only when {@link #round} is called. */
    LeftChanges(UnitOfWork work, IntegrationStore integrations, RealTimeSync syncs, Clock clock) {
        this.work = work;
        this.integrations = integrations;
        this.syncs = syncs;
        this.clock = clock;
    }

    @Deactivate
    public void stop() {
        rounds.shutdownNow();
    }

    void round() {
        try {
            List<String> left = work.call(transaction -> waiting.integrationsWaitingSince(
                    transaction, clock.instant().minus(LEFT_FOR)));
            left.forEach(this::askAgainSafely);
        } catch (RuntimeException e) {
            LOG.warn("Changes that were left behind could not be looked for", e);
        }
    }

    private void askAgainSafely(String integrationId) {
        try {
            askAgain(integrationId);
        } catch (RuntimeException e) {
            LOG.warn("Changes of integration {} are left behind for now: {}", integrationId, e.toString());
        }
    }

    private void askAgain(String integrationId) {
        Optional<Integration> integration = integrations.findAnywhere(integrationId);
        boolean realTime = integration
                .filter(known -> known.syncSettings().frequency() == Frequency.REALTIME)
                .isPresent();
        work.run(transaction -> {
            if (!realTime) {
                waiting.clear(transaction, integrationId);
            } else if (syncs.reacts(integration.get())) {
                syncs.submit(transaction, integration.get());
            }
        });
    }
}
