package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.merge.DuplicateRecords;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;

/**
 * Tells the remote side of hub records that it does not know as they are, page by page: the decision with the intents of creations
 * commits, the changes are sent, and what became of them commits with the run's counters and cursor.
 */
final class OutboundSync {
    private static final int MOST_ROUNDS = 3;

    private final UnitOfWork work;
    private final OutboundWriter writer;
    private final StaleRecords stale;
    private final Clock clock;
    private final OutboundPlanner planner = new OutboundPlanner();
    private final DuplicateRecords duplicates = new DuplicateRecords();

    OutboundSync(UnitOfWork work, OutboundWriter writer, StaleRecords stale, Clock clock) {
        this.work = work;
        this.writer = writer;
        this.stale = stale;
        this.clock = clock;
    }

    /** @param merged whether records that were changed there meanwhile were merged, and may have something left to tell */
    private record Step(SyncRun run, boolean merged) {}

    /**
     * @param named ids of the only hub records to look at; empty for all
     * @return the run behind its last record
     */
    SyncRun run(JobExecution execution, OpenSession open, SyncRun begun, SyncPlan plan, Optional<Set<String>> named) {
        SyncRun run = begun;
        review(execution, run, plan);
        SyncPace pace = new SyncPace(execution, clock, run);
        boolean last = run.remaining() == 0;
        int rounds = 1;
        boolean again = false;
        while (!last) {
            execution.checkCancelled();
            OutboundPage page = page(execution, run, plan, named);
            Step step =
                    run.dryRun() ? pretend(execution, open, run, page, plan) : send(execution, open, run, page, plan);
            run = step.run();
            again |= step.merged();
            pace.report(run);
            last = page.end() || run.remaining() == 0;
            if (last && again && rounds < MOST_ROUNDS) {
                // What was changed there meanwhile was merged; what is left to tell goes over now.
                rounds++;
                again = false;
                last = run.remaining() == 0;
            }
            ErrorShare.require(run, plan, last);
        }
        return run;
    }

    private void review(JobExecution execution, SyncRun run, SyncPlan plan) {
        if (run.dryRun()) {
            return;
        }
        work.run(transaction -> {
            execution.fence(transaction);
            duplicates.review(transaction, run.target(), plan.merge().keys(), Timestamps.stored(clock.instant()));
        });
    }

    private OutboundPage page(JobExecution execution, SyncRun run, SyncPlan plan, Optional<Set<String>> named) {
        int limit = (int) Math.min(plan.pageSize(), run.remaining());
        return work.call(transaction -> {
            execution.fence(transaction);
            return planner.plan(transaction, run, plan, named, limit, Timestamps.stored(clock.instant()));
        });
    }

    private Step send(JobExecution execution, OpenSession open, SyncRun run, OutboundPage page, SyncPlan plan) {
        OutboundCalls calls = new OutboundCalls(open.session(), run.entity());
        OutboundResults results = OutboundResults.of(page.changes(), calls.send(page.changes()));
        results.withdrawUnsent();
        List<PreparedRecord> present;
        try {
            present = stale.read(calls, results, plan);
        } catch (PlatformException e) {
            // What became of the others is known all the same.
            writer.commit(execution, run, page, results, List.of(), plan, open.clockSkew());
            throw e;
        }
        SyncRun next = writer.commit(execution, run, page, results, present, plan, open.clockSkew());
        if (results.outage().isPresent()) {
            ErrorShare.require(next, plan, false);
            results.requireNoOutage();
        }
        return new Step(next, !present.isEmpty());
    }

    /** A dry run believes of the remote side that it would take everything. */
    private Step pretend(JobExecution execution, OpenSession open, SyncRun run, OutboundPage page, SyncPlan plan) {
        OutboundResults results = OutboundResults.of(
                page.changes(),
                page.changes().stream()
                        .map(change -> new WriteResult(
                                Outcome.UPDATED, change.write().externalId().or(() -> Optional.of("new")), "", false))
                        .toList());
        return new Step(writer.commit(execution, run, page, results, List.of(), plan, open.clockSkew()), false);
    }
}
