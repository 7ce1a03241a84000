package org.archipel.security.internal.audit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.audit.AuditChain.BrokenChainException;
import org.archipel.security.internal.store.AuditChainStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links audit entries soon after they have committed: at once on the node that wrote them, and by a regular pass for what a crash
 * left behind. Nodes take turns by the lock on the chain's head.
 */
@Component(service = AuditChainer.class)
public final class AuditChainer {
    private static final Logger LOG = LoggerFactory.getLogger(AuditChainer.class);
    private static final long PASS_SECONDS = 5;
    /** Gathers what commits together into one pass. */
    private static final long DELAY_MILLIS = 50;

    private final UnitOfWork work;
    private final AuditChain chain;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    @Activate
    public AuditChainer(@Reference(target = "(unit=security)") UnitOfWork work, @Reference AuditChain chain) {
        this.work = work;
        this.chain = chain;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "archipel-audit-chainer");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::pass, PASS_SECONDS, PASS_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() {
        executor.shutdown();
    }

    /** Asks for a pass soon; costs nothing when one is due already. */
    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            try {
                executor.schedule(this::pass, DELAY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The bundle stops; the next start links what is left");
            }
        }
    }

    /** Links everything that waits now. */
    public void drain() {
        for (String organizationId : work.call(AuditChainStore::waiting)) {
            drain(organizationId);
        }
    }

    private void drain(String organizationId) {
        try {
            int linked;
            do {
                linked = work.call(transaction -> chain.extend(transaction, organizationId));
            } while (linked > 0);
            reported.remove(organizationId);
        } catch (BrokenChainException e) {
            if (reported.add(organizationId)) {
                LOG.error("The audit chain of {} {}; new entries stay unlinked", organizationId, e.getMessage());
            }
        }
    }

    private void pass() {
        nudged.set(false);
        try {
            drain();
        } catch (RuntimeException e) {
            LOG.warn("Audit entries could not be linked; the next pass tries again", e);
        }
    }
}
