package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.merge.DuplicateRecords;
import org.archipel.integrations.internal.merge.UnknownCreations;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/**
 * Tells the remote side of hub records that it does not know as they are, page by page: the decision with the intents of creations
 * commits, the changes are sent, and what became of them commits with the run's counters and cursor.
 */
final class OutboundSync {
    private static final int SAMPLES_OF_A_KIND = 3;
    private static final int MOST_ROUNDS = 3;

    private final UnitOfWork work;
    private final Clock clock;
    private final OutboundPlanner planner = new OutboundPlanner();
    private final BaseStore bases = new BaseStore();
    private final Quarantine quarantine = new Quarantine();
    private final UnknownCreations unknown = new UnknownCreations();
    private final DuplicateRecords duplicates = new DuplicateRecords();
    private final StaleRecords stale;
    private final RunStore runs = new RunStore();

    OutboundSync(UnitOfWork work, RecordEvents events, Clock clock) {
        this.stale = new StaleRecords(events);
        this.work = work;
        this.clock = clock;
    }

    /**
     * @param named ids of the only hub records to look at; empty for all
     * @return the run behind its last record
     */
    SyncRun run(JobExecution execution, OpenSession open, SyncRun begun, SyncPlan plan, Optional<Set<String>> named) {
        SyncRun run = begun;
        review(execution, run, plan);
        OutboundCalls calls = new OutboundCalls(open.session(), run.entity());
        SyncPace pace = new SyncPace(execution, clock, run);
        boolean last = run.remaining() == 0;
        int rounds = 1;
        boolean again = false;
        while (!last) {
            execution.checkCancelled();
            OutboundPage page = page(execution, run, plan, named);
            SyncRun before = run;
            if (run.dryRun()) {
                run = advance(execution, before, page, pretended(page), List.of(), plan, open.clockSkew());
            } else {
                OutboundResults results = OutboundResults.of(page.changes(), calls.send(page.changes()));
                results.withdrawUnsent();
                List<PreparedRecord> present;
                try {
                    present = stale.read(calls, results, plan);
                } catch (PlatformException e) {
                    // What became of the others is known all the same.
                    advance(execution, before, page, results, List.of(), plan, open.clockSkew());
                    throw e;
                }
                run = advance(execution, before, page, results, present, plan, open.clockSkew());
                if (results.outage().isPresent()) {
                    ErrorShare.require(run, plan, false);
                    throw away(results.outage().get());
                }
                again |= !present.isEmpty();
            }
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
        var target = new WriteTarget(run.organizationId(), run.integrationId(), run.entity());
        work.run(transaction -> {
            execution.fence(transaction);
            duplicates.review(transaction, target, plan.merge().keys(), Timestamps.stored(clock.instant()));
        });
    }

    /** Finds out what became of creations that were sent when an earlier run was broken off, before anything else is read or sent. */
    void recover(JobExecution execution, ConnectorSession session, WriteTarget target, SyncPlan plan) {
        String after = "";
        while (true) {
            execution.checkCancelled();
            String from = after;
            List<Base> intents =
                    work
                            .<List<Base>>call(transaction -> bases.unconfirmed(transaction, target, Integer.MAX_VALUE))
                            .stream()
                            .filter(intent -> intent.recordId().compareTo(from) > 0)
                            .limit(plan.pageSize())
                            .toList();
            if (intents.isEmpty()) {
                return;
            }
            List<OutboundChange> creations = intents.stream()
                    .map(intent -> OutboundPlanner.resumed(intent, plan))
                    .toList();
            List<Optional<WriteResult>> answers = new OutboundCalls(session, target.entity()).resume(creations);
            List<OutboundChange> answered = new ArrayList<>();
            List<Base> lost = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).isPresent()) {
                    answered.add(creations.get(i));
                } else {
                    lost.add(intents.get(i));
                }
            }
            OutboundResults results = OutboundResults.of(
                    answered, answers.stream().flatMap(Optional::stream).toList());
            work.run(transaction -> {
                execution.fence(transaction);
                store(transaction, target, results);
                unknown.park(transaction, target, lost, Timestamps.stored(clock.instant()));
            });
            results.outage().ifPresent(result -> {
                throw away(result);
            });
            after = intents.get(intents.size() - 1).recordId();
        }
    }

    private OutboundPage page(JobExecution execution, SyncRun run, SyncPlan plan, Optional<Set<String>> named) {
        int limit = (int) Math.min(plan.pageSize(), run.remaining());
        return work.call(transaction -> {
            execution.fence(transaction);
            return planner.plan(transaction, run, plan, named, limit, Timestamps.stored(clock.instant()));
        });
    }

    private SyncRun advance(
            JobExecution execution,
            SyncRun run,
            OutboundPage page,
            OutboundResults results,
            List<PreparedRecord> stalePresent,
            SyncPlan plan,
            Duration skew) {
        // While the remote side is away the run stays before what it did not take: what is done is no candidate any
        // more.
        Optional<JsonNode> next = results.outage().isPresent()
                ? results.reached().<JsonNode>map(TextNode::valueOf).or(run::cursor)
                : page.end() ? Optional.empty() : Optional.of(TextNode.valueOf(page.last()));
        SyncCounts counts = results.counts(page);
        if (results.outage().isPresent() && !results.gotOn()) {
            // No checkpoint: an outage without end has to be told from a run that gets on.
            var target = new WriteTarget(run.organizationId(), run.integrationId(), run.entity());
            work.run(transaction -> {
                execution.fence(transaction);
                store(transaction, target, results);
            });
            return run;
        }
        return work.call(transaction -> {
            execution.fence(transaction);
            SyncRun advanced = run.advanced(
                    next,
                    Optional.empty(),
                    counts,
                    false,
                    false,
                    run.dryRun() ? Optional.of(samples(run.samples(), page)) : Optional.empty(),
                    Optional.empty());
            if (!runs.advance(transaction, run, advanced)) {
                throw new JobCancelledException(JobCancelledException.Reason.SUPERSEDED);
            }
            if (!run.dryRun()) {
                var target = new WriteTarget(run.organizationId(), run.integrationId(), run.entity());
                store(transaction, target, results);
                bases.update(transaction, target, page.settled());
                settleQuarantine(transaction, target, run, page, results);
                stale.merge(transaction, target, stalePresent, plan, skew, Timestamps.stored(clock.instant()));
            }
            return advanced;
        });
    }

    private void store(Transaction transaction, WriteTarget target, OutboundResults results) {
        Instant now = Timestamps.stored(clock.instant());
        List<Base> known = duplicates.withoutKnown(transaction, target, results.bases, results.made, now);
        bases.update(transaction, target, known);
        bases.made(transaction, target, results.made, now);
        bases.delete(transaction, target, results.withdrawn);
    }

    private void settleQuarantine(
            Transaction transaction, WriteTarget target, SyncRun run, OutboundPage page, OutboundResults results) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
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

    private static RemoteException away(WriteResult result) {
        return new RemoteException(
                result.code().orElse(ErrorCode.CONNECTION_FAILED),
                "The remote system does not take records: " + result.reason(),
                result.retryable());
    }

    /** What a dry run believes of the remote side: that it would take everything. */
    private static OutboundResults pretended(OutboundPage page) {
        return OutboundResults.of(
                page.changes(),
                page.changes().stream()
                        .map(change -> new WriteResult(
                                Outcome.UPDATED, change.write().externalId().or(() -> Optional.of("new")), "", false))
                        .toList());
    }

    private static JsonNode samples(Optional<JsonNode> earlier, OutboundPage page) {
        ObjectNode samples = earlier.map(node -> (ObjectNode) node.deepCopy()).orElseGet(Json::object);
        for (OutboundChange change : page.changes()) {
            String kind = switch (change.kind()) {
                case CREATE -> "/created";
                case UPDATE, ARCHIVE -> "/updated";
                case DELETE -> "/deleted";
            };
            ArrayNode array = samples.withArray(kind);
            if (array.size() < SAMPLES_OF_A_KIND) {
                ObjectNode sample =
                        array.addObject().put("recordId", change.before().recordId());
                change.write().externalId().ifPresent(id -> sample.put("externalId", id));
                sample.set("data", change.write().data());
            }
        }
        for (Rejection rejection : page.rejections()) {
            ArrayNode array = samples.withArray("/quarantined");
            if (array.size() < SAMPLES_OF_A_KIND) {
                array.addObject()
                        .put("recordId", rejection.key().substring(OutboundShape.HUB_KEY.length()))
                        .put("pointer", rejection.pointer())
                        .put("reason", rejection.reason());
            }
        }
        return samples;
    }
}
