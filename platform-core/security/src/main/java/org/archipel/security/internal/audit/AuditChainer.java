package org.archipel.security.internal.audit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.Background;
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
    private static final Duration PASS = Duration.ofSeconds(5);
    /** Gathers what commits together into one pass. */
    private static final Duration DELAY = Duration.ofMillis(50);

    private final UnitOfWork work;
    private final AuditChain chain;
    private final Background background;
    private final ScheduledFuture<?> passes;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    @Activate
    public AuditChainer(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference AuditChain chain,
            @Reference Background background) {
        this.work = work;
        this.chain = chain;
        this.background = background;
        this.passes = background.every(PASS, "linking audit entries", this::drain);
    }

    @Deactivate
    public void stop() {
        passes.cancel(false);
    }

    /** Asks for a pass soon; costs nothing when one is due already. */
    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            background.soon(DELAY, "linking audit entries", () -> {
                nudged.set(false);
                drain();
            });
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
}
