package org.archipel.integrations.internal.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prolongs a lease again and again while somebody works under it, so that a remote system may be slower than the lease is long. A connector
 * that never returns keeps it for an hour at most. Thread-safe.
 */
final class LeaseKeeper {
    /** A third of a lease: two tries may fail. */
    static final Duration USUAL = SubscriptionStore.LEASE.dividedBy(3);

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final UnitOfWork work;
    private final Clock clock;
    private final Duration pace;
    private final SubscriptionStore store = new SubscriptionStore();
    private final ScheduledExecutorService timer = DaemonThreads.timer("archipel-subscription-lease");

    LeaseKeeper(UnitOfWork work, Clock clock, Duration pace) {
        this.work = work;
        this.clock = clock;
        this.pace = pace;
    }

    /** Does the work under the lease that an owner has taken. */
    void during(String integrationId, String owner, Runnable task) {
        Instant latest = clock.instant().plus(LONGEST);
        ScheduledFuture<?> prolonging = timer.scheduleWithFixedDelay(
                () -> prolong(integrationId, owner, latest), pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
        try {
            task.run();
        } finally {
            prolonging.cancel(false);
        }
    }

    void stop() {
        timer.shutdownNow();
    }

    private void prolong(String integrationId, String owner, Instant latest) {
        Instant now = Timestamps.stored(clock.instant());
        if (now.isBefore(latest)) {
            try {
                work.run(transaction -> store.prolong(transaction, integrationId, owner, now));
            } catch (RuntimeException e) {
                LOG.debug("The lease of a subscription could not be prolonged; tried again", e);
            }
        }
    }
}
