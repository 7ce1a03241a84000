package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.merge.DuplicateRecords;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/** Commits what became of the changes of a page: bases, quarantine, the run's counters and its next cursor in one transaction. */
final class OutboundWriter {
    private final UnitOfWork work;
    private final StaleRecords stale;
    private final Clock clock;
    private final BaseStore bases = new BaseStore();
    private final Quarantine quarantine = new Quarantine();
    private final DuplicateRecords duplicates = new DuplicateRecords();
    private final RunStore runs = new RunStore();

    OutboundWriter(UnitOfWork work, StaleRecords stale, Clock clock) {
        this.work = work;
        this.stale = stale;
        this.clock = clock;
    }

    /**
     * Commits a page.
     *
     * @param stalePresent records that were changed there meanwhile, as they are now
     * @param skew how far the remote clock is ahead
     * @return the run behind the page; the same run where the remote side took nothing of it
     * @throws JobCancelledException if another execution took the job over
     */
    SyncRun commit(
            JobExecution execution,
            SyncRun run,
            OutboundPage page,
            OutboundResults results,
            List<PreparedRecord> stalePresent,
            SyncPlan plan,
            Duration skew) {
        if (results.outage().isPresent() && !results.gotOn()) {
            // No checkpoint: an outage without end has to be told from a run that gets on.
            work.run(transaction -> {
                execution.fence(transaction);
                store(transaction, run.target(), results);
            });
            return run;
        }
        return work.call(transaction -> {
            execution.fence(transaction);
            SyncRun advanced = advanced(run, page, results);
            if (!runs.advance(transaction, run, advanced)) {
                throw new JobCancelledException(JobCancelledException.Reason.SUPERSEDED);
            }
            if (!run.dryRun()) {
                WriteTarget target = run.target();
                store(transaction, target, results);
                bases.update(transaction, target, page.settled());
                settleQuarantine(transaction, target, run, page, results);
                stale.merge(transaction, target, stalePresent, plan, skew, Timestamps.stored(clock.instant()));
            }
            return advanced;
        });
    }

    private static SyncRun advanced(SyncRun run, OutboundPage page, OutboundResults results) {
        // While the remote side is away the run stays before what it did not take: what is done is no candidate any
        // more.
        Optional<JsonNode> next = results.outage().isPresent()
                ? results.reached().<JsonNode>map(TextNode::valueOf).or(run::cursor)
                : page.end() ? Optional.empty() : Optional.of(TextNode.valueOf(page.last()));
        return run.advanced(
                next,
                Optional.empty(),
                results.counts(page),
                false,
                false,
                run.dryRun() ? Optional.of(OutboundSamples.with(run.samples(), page)) : Optional.empty(),
                Optional.empty());
    }

    /** Stores what both sides agree on by now. */
    void store(Transaction transaction, WriteTarget target, OutboundResults results) {
        Instant now = Timestamps.stored(clock.instant());
        List<Base> known = duplicates.withoutKnown(transaction, target, results.bases, results.made, now);
        bases.update(transaction, target, known);
        bases.made(transaction, target, results.made, now);
        bases.delete(transaction, target, results.withdrawn);
    }

    private void settleQuarantine(
            Transaction transaction, WriteTarget target, SyncRun run, OutboundPage page, OutboundResults results) {
        Instant now = Timestamps.stored(clock.instant());
        if (quarantine.hasOpen(transaction, target)) {
            List<String> keys =
                    results.done.stream().map(id -> OutboundShape.HUB_KEY + id).toList();
            quarantine.resolve(transaction, target, keys, now);
        }
        if (!page.rejections().isEmpty()) {
            quarantine.add(transaction, target, run.id(), page.rejections(), now);
        }
        if (!results.failed.isEmpty()) {
            quarantine.add(transaction, target, run.id(), results.failed, now);
        }
    }
}
