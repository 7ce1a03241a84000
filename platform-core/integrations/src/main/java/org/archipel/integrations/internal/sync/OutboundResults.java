package org.archipel.integrations.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.OutboundChange.Kind;

/** What became of the changes of a page. */
final class OutboundResults {
    final List<Base> bases = new ArrayList<>();
    final List<String> withdrawn = new ArrayList<>();
    /** Changes of records that were changed there meanwhile. */
    final List<OutboundChange> stale = new ArrayList<>();

    final List<Rejection> failed = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    /** Hub records that were made there. */
    final List<String> made = new ArrayList<>();

    private Optional<String> outage = Optional.empty();
    private int created;
    private int updated;
    private int deleted;
    private int unchanged;

    /**
     * Sorts results.
     *
     * <p>Where everything failed from some change to the end for a passing reason, the remote side is believed to be away: those
     * changes stay as they are for the next try. A single one that fails so is set aside, and the rest goes on.
     */
    static OutboundResults of(List<OutboundChange> changes, List<WriteResult> results) {
        OutboundResults sorted = new OutboundResults();
        int end = results.size();
        while (end > 0 && passing(results.get(end - 1))) {
            end--;
        }
        if (results.size() - end == 1 && end > 0) {
            end++;
        }
        for (int i = 0; i < end; i++) {
            sorted.take(changes.get(i), results.get(i));
        }
        if (end < results.size()) {
            sorted.outage = Optional.of(results.get(end).reason());
        }
        return sorted;
    }

    private static boolean passing(WriteResult result) {
        return result.outcome() == Outcome.FAILED && result.retryable();
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
            change.formerly()
                    .ifPresentOrElse(
                            bases::add, () -> withdrawn.add(change.before().recordId()));
        }
        failed.add(new Rejection(
                OutboundShape.HUB_KEY + change.before().recordId(),
                ErrorCode.INTEGRATION_ERROR,
                "the remote system did not take it: " + result.reason(),
                "",
                change.kind() == Kind.DELETE ? Json.object() : change.write().data()));
    }

    /** Why the remote side did not take the rest; empty if it answered to all. */
    Optional<String> outage() {
        return outage;
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
                0,
                0);
    }
}
