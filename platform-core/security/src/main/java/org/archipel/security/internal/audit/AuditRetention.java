package org.archipel.security.internal.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.internal.Background;
import org.archipel.security.internal.SecurityConfig;
import org.archipel.security.internal.store.AuditChainStore;
import org.archipel.security.internal.store.AuditChainStore.Head;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes audit entries after the time for which they are kept, if there is one. A chain then begins at a sealed anchor, the last
 * link that was removed, so that the rest can be verified as before. The newest entry always stays. A crash between two steps
 * leaves a chain that begins a little earlier.
 */
@Component(service = AuditRetention.class, immediate = true)
public final class AuditRetention {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);
    private static final Duration PERIOD = Duration.ofHours(6);
    /** Removed at a time: other nodes cannot write to the audit log meanwhile. */
    private static final int STEP = 500;

    private final UnitOfWork work;
    private final AuditChain chain;
    private final AppendOnlyGuard guard;
    private final AuditLog audit;
    private final SecurityConfig config;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledFuture<?> passes;

    @Activate
    public AuditRetention(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference AuditChain chain,
            @Reference AppendOnlyGuard guard,
            @Reference AuditLog audit,
            @Reference SecurityConfig config,
            @Reference Background background) {
        this.work = work;
        this.chain = chain;
        this.guard = guard;
        this.audit = audit;
        this.config = config;
        this.passes = background.every(PERIOD, "removing old audit entries", this::pass);
    }

    @Deactivate
    public void stop() {
        passes.cancel(false);
    }

    private void pass() {
        config.auditRetention().ifPresent(time -> removeBefore(clock.instant().minus(time)));
    }

    /** Removes what happened before the given time, from every chain. */
    public void removeBefore(Instant limit) {
        for (String organizationId : work.call(AuditChainStore::chains)) {
            long removed = 0;
            long step;
            do {
                step = work.call(transaction -> removeSome(transaction, organizationId, limit));
                removed += step;
            } while (step > 0);
            if (removed > 0) {
                LOG.info("{} old entries of the audit chain of {} were removed", removed, organizationId);
                tell(organizationId, limit, removed);
            }
        }
    }

    /** How many were removed. */
    private long removeSome(Transaction transaction, String organizationId, Instant limit) {
        Instant now = Timestamps.stored(clock.instant());
        long last = AuditChainStore.lockHead(transaction, organizationId, now)
                .map(Head::position)
                .orElse(0L);
        long begin = AuditChainStore.anchor(transaction, organizationId)
                .map(Head::position)
                .orElse(0L);
        long old =
                AuditChainStore.firstSince(transaction, organizationId, limit).orElse(last) - 1;
        long end = Math.min(Math.min(old, last - 1), begin + STEP);
        if (end <= begin) {
            return 0;
        }
        String hash = AuditChainStore.hashAt(transaction, organizationId, end).orElseThrow();
        Head anchor = chain.anchor(transaction, organizationId, end, hash);
        guard.openFor(transaction, () -> AuditChainStore.beginAfter(transaction, organizationId, anchor, now));
        return end - begin;
    }

    private void tell(String organizationId, Instant limit, long removed) {
        work.run(transaction -> audit.record(
                transaction,
                Caller.system("audit-retention", organizationId),
                AuditLog.Entry.success(
                        "audit.remove",
                        "audit/" + organizationId,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("before", limit.toString())
                                .put("entries", removed))));
    }
}
