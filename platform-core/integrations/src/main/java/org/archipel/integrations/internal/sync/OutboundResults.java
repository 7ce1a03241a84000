package org.archipel.integrations.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.OutboundChange.Kind;

/** What became of the changes of a page. */
final class OutboundResults {
    final List<Base> bases = new ArrayList<>();
    final List<String> withdrawn = new ArrayList<>();
    /** Changes of records that were changed there meanwhile. */
    final List<OutboundChange> stale = new ArrayList<>();
    /** Changes of which the remote side surely took nothing. */
    private final List<OutboundChange> unsent = new ArrayList<>();

    final List<Rejection> failed = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    /** Hub records that were made there. */
    final List<String> made = new ArrayList<>();

    private Optional<WriteResult> outage = Optional.empty();
    private Optional<String> reached = Optional.empty();
    private int created;
    private int updated;
    private int deleted;
    private int unchanged;

    /**
     * Sorts results.
     *
     * <p>Where everything failed from some change to the end for a passing reason, the remote side is believed to be away: those
     * changes stay as they are for the next try. A single one that fails so is set aside, and the rest goes on. One that was not sent
     * is nobody's failure: it always waits for the next try.
     */
    static OutboundResults of(List<OutboundChange> changes, List<WriteResult> results) {
        OutboundResults sorted = new OutboundResults();
        int end = results.size();
        while (end > 0 && passing(results.get(end - 1))) {
            end--;
        }
        if (results.size() - end == 1 && end > 0 && !isUnsent(results.get(end))) {
            end++;
        }
        for (int i = 0; i < results.size(); i++) {
            if (isUnsent(results.get(i))) {
                sorted.unsent.add(changes.get(i));
            } else if (i < end) {
                sorted.take(changes.get(i), results.get(i));
            }
            boolean waits = isUnsent(results.get(i)) || i >= end;
            if (waits && sorted.outage.isEmpty()) {
                sorted.outage = Optional.of(results.get(i));
                sorted.reached = i == 0
                        ? Optional.empty()
                        : Optional.of(changes.get(i - 1).before().recordId());
            }
        }
        return sorted;
    }

    private static boolean passing(WriteResult result) {
        return isUnsent(result) || result.outcome() == Outcome.FAILED && result.retryable();
    }

    private static boolean isUnsent(WriteResult result) {
        return result.outcome() == Outcome.NOT_SENT;
    }

    /** Takes the intents of creations back that were not sent: unless they were tried before, there is nothing to look for. */
    void withdrawUnsent() {
        unsent.stream().filter(change -> change.kind() == Kind.CREATE).forEach(this::withdraw);
    }

    private void withdraw(OutboundChange change) {
        change.formerly()
                .ifPresentOrElse(bases::add, () -> withdrawn.add(change.before().recordId()));
    }

    private void take(OutboundChange change, WriteResult result) {
        if (result.outcome() == Outcome.FAILED) {
            fail(change, result);
            return;
        }
        if (result.outcome() == Outcome.STALE) {
            stale.add(change);
            return;
        }
        bases.add(change.after(result));
        done.add(change.before().recordId());
        if (result.outcome() == Outcome.UNCHANGED) {
            unchanged++;
        } else if (change.kind() == Kind.CREATE) {
            made.add(change.before().recordId());
            created++;
        } else if (change.kind() == Kind.DELETE) {
            deleted++;
        } else {
            updated++;
        }
    }

    private void fail(OutboundChange change, WriteResult result) {
        if (change.kind() == Kind.CREATE && !result.retryable()) {
            // Refused: there is nothing to look for.
            withdraw(change);
        }
        failed.add(new Rejection(
                OutboundShape.HUB_KEY + change.before().recordId(),
                ErrorCode.INTEGRATION_ERROR,
                "the remote system did not take it: " + result.reason(),
                "",
                change.kind() == Kind.DELETE ? Json.object() : change.write().data()));
    }

    /** The first result of what the remote side did not take for no fault of the record; empty if it answered to all. */
    Optional<WriteResult> outage() {
        return outage;
    }

    /** @throws RemoteException if the remote side did not take something for no fault of the record */
    void requireNoOutage() {
        outage.ifPresent(result -> {
            throw new RemoteException(
                    result.code().orElse(ErrorCode.CONNECTION_FAILED),
                    "The remote system does not take records: " + result.reason(),
                    result.retryable());
        });
    }

    /** The hub record before the first one that waits for the remote side; empty if there is none. */
    Optional<String> reached() {
        return reached;
    }

    /** Whether anything was settled, so that the next try has less to do. */
    boolean gotOn() {
        return !done.isEmpty() || !failed.isEmpty() || !stale.isEmpty();
    }

    /** @param page what was decided without the remote side counts too */
    SyncCounts counts(OutboundPage page) {
        int settled = page.read() - page.changes().size();
        return new SyncCounts(
                settled + created + updated + deleted + unchanged + failed.size(),
                page.filtered(),
                created,
                updated,
                unchanged + page.unchanged(),
                deleted,
                failed.size() + page.rejections().size(),
                page.held(),
                0);
    }
}
