package org.archipel.security.internal.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.internal.Background;
import org.archipel.security.internal.store.OrganizationRow;
import org.archipel.security.internal.store.RemovalStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every context remove what it keeps of organizations that were deleted. Which one did stands in the database, so that a crash
 * delays it only, and a context that comes later finds its work, too. Thread-safe.
 */
@Component(service = OrganizationRemovals.class, immediate = true)
public final class OrganizationRemovals {
    private static final Logger LOG = LoggerFactory.getLogger(OrganizationRemovals.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Duration SETTLING = Duration.ofMinutes(10);
    private static final Duration LONGEST_KEPT = Duration.ofDays(2);
    private static final int AT_ONCE = 100;

    private final UnitOfWork work;
    private final Background background;
    private final Clock clock;
    private final List<OrganizationCleaner> cleaners = new CopyOnWriteArrayList<>();
    private final ScheduledFuture<?> rounds;

    @Activate
    public OrganizationRemovals(
            @Reference(target = "(unit=security)") UnitOfWork work, @Reference Background background) {
        this(work, background, Clock.systemUTC());
    }

    OrganizationRemovals(UnitOfWork work, Background background, Clock clock) {
        this.work = work;
        this.background = background;
        this.clock = clock;
        this.rounds = background.every(PERIOD, "cleaning up after deleted organizations", this::round);
    }

    @Deactivate
    public void stop() {
        rounds.cancel(false);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addCleaner(OrganizationCleaner cleaner) {
        cleaners.add(cleaner);
    }

    public void removeCleaner(OrganizationCleaner cleaner) {
        cleaners.remove(cleaner);
    }

    /** To be called in the transaction that deletes the organization. */
    void removed(Transaction transaction, OrganizationRow row) {
        Instant now = Timestamps.stored(clock.instant());
        RemovalStore.removed(transaction, row, now, now.plus(SETTLING));
        transaction.afterCommit(
                () -> background.soon(Duration.ZERO, "cleaning up after a deleted organization", this::round));
    }

    /** References of credentials that some context has still to end something with. */
    Set<String> credentialsNeeded(Transaction transaction, String organizationId) {
        Set<String> needed = new HashSet<>();
        cleaners.forEach(cleaner -> needed.addAll(cleaner.credentialsNeeded(transaction, organizationId)));
        return needed;
    }

    /** Lets each context do what it has not done. */
    public void round() {
        cleaners.forEach(this::clean);
        work.run(transaction ->
                RemovalStore.forgetCredentials(transaction, clock.instant().minus(LONGEST_KEPT)));
    }

    private void clean(OrganizationCleaner cleaner) {
        List<String> open = work.call(
                transaction -> RemovalStore.toClean(transaction, cleaner.context(), clock.instant(), AT_ONCE));
        for (String organizationId : open) {
            // Before the cleaning, not after it: what appears meanwhile is to be found by the last one.
            Instant began = Timestamps.stored(clock.instant());
            if (cleaned(cleaner, organizationId)) {
                work.run(transaction -> RemovalStore.cleaned(transaction, cleaner.context(), organizationId, began));
                LOG.info("{} has removed what it kept of the organization {}", cleaner.context(), organizationId);
            }
        }
    }

    private static boolean cleaned(OrganizationCleaner cleaner, String organizationId) {
        try {
            return cleaner.clean(organizationId);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} could not remove what it keeps of the organization {}; the next round tries again",
                    cleaner.context(),
                    organizationId,
                    e);
            return false;
        }
    }
}
