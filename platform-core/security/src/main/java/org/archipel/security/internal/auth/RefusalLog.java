package org.archipel.security.internal.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.AuditLog.Outcome;
import org.archipel.security.Caller;
import org.archipel.security.internal.Background;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits refused requests without letting them flood the log: the first of a kind is written at once, the following ones of the
 * same minute are counted and written as one entry. The request never waits for it. Thread-safe.
 */
@Component(service = RefusalLog.class)
public final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Kinds told apart in a window; further ones are counted together. */
    private static final int MOST_KINDS = 500;

    private static final String REST = "others";

    private final UnitOfWork work;
    private final AuditLog audit;
    private final ConcurrentMap<Kind, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Background background;
    private final ScheduledFuture<?> windows;

    @Activate
    public RefusalLog(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference AuditLog audit,
            @Reference Background background) {
        this.work = work;
        this.audit = audit;
        this.background = background;
        this.windows = background.every(WINDOW, "auditing refusals", this::closeWindow);
    }

    @Deactivate
    public void stop() {
        windows.cancel(false);
        closeWindow();
    }

    /**
     * Notes a refusal.
     *
     * @param caller who was refused, as far as it is known
     * @param action {@code authentication.refuse} or {@code authorization.refuse}
     * @param target what was asked for
     * @param reason without secrets
     */
    public void note(Caller caller, String action, String target, String reason) {
        Kind kind = new Kind(action, caller.organizationId(), caller.actor(), caller.ip(), target, reason);
        if (counts.size() >= MOST_KINDS && !counts.containsKey(kind)) {
            kind = new Kind(action, caller.organizationId(), REST, "", REST, REST);
        }
        if (counts.computeIfAbsent(kind, any -> new AtomicLong()).getAndIncrement() == 0) {
            Kind first = kind;
            background.soon(Duration.ZERO, "auditing a refusal", () -> write(first, caller, 1));
        }
    }

    /** Writes what was counted beyond the first of each kind, and begins a new window. */
    public void closeWindow() {
        for (Kind kind : counts.keySet()) {
            AtomicLong count = counts.remove(kind);
            if (count != null && count.get() > 1) {
                write(kind, kind.caller(), count.get() - 1);
            }
        }
    }

    private void write(Kind kind, Caller caller, long count) {
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("reason", kind.reason())
                .put("count", count);
        var entry =
                new AuditLog.Entry(kind.action(), kind.target(), Optional.empty(), Optional.of(detail), Outcome.DENIED);
        try {
            work.run(transaction -> audit.record(transaction, caller, entry));
        } catch (RuntimeException e) {
            LOG.warn("{} refusals of {} could not be audited", count, kind, e);
        }
    }

    private record Kind(String action, String organizationId, String actor, String ip, String target, String reason) {
        Caller caller() {
            return new Caller(actor, organizationId, "", Set.of(), ip, "");
        }
    }
}
