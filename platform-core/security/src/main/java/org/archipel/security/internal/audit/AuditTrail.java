package org.archipel.security.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.Redaction;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.AuditRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes audit entries, with secrets masked, and has them chained after the commit. */
@Component
public final class AuditTrail implements AuditLog {
    private static final int ACTOR_LENGTH = 120;
    private static final int ACTION_LENGTH = 100;
    private static final int TARGET_LENGTH = 300;
    private static final int IP_LENGTH = 64;
    private static final int REQUEST_ID_LENGTH = 128;

    private final AuditChainer chainer;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public AuditTrail(@Reference AuditChainer chainer) {
        this.chainer = chainer;
    }

    @Override
    public void record(Transaction transaction, Caller caller, Entry entry) {
        AuditStore.insert(
                transaction,
                new AuditRow(
                        Ids.next(),
                        caller.organizationId(),
                        cut(caller.actor(), ACTOR_LENGTH),
                        cut(entry.action(), ACTION_LENGTH),
                        cut(entry.target(), TARGET_LENGTH),
                        text(entry.before()),
                        text(entry.after()),
                        cut(caller.ip(), IP_LENGTH),
                        cut(caller.requestId(), REQUEST_ID_LENGTH),
                        entry.outcome().name(),
                        // The precision that every database keeps, so that the hash can be made again from the row.
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        transaction.afterCommit(chainer::nudge);
    }

    private static String text(Optional<JsonNode> state) {
        return state.map(Redaction::redact).map(JsonNode::toString).orElse(null);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
