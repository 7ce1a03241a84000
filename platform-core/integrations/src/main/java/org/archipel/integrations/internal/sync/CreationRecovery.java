package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.WriteResult;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.merge.UnknownCreations;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;

/** Finds out what became of creations that were sent when an earlier run was broken off, so that no record is made twice. */
final class CreationRecovery {
    private final UnitOfWork work;
    private final OutboundWriter writer;
    private final Clock clock;
    private final BaseStore bases = new BaseStore();
    private final UnknownCreations unknown = new UnknownCreations();

    CreationRecovery(UnitOfWork work, OutboundWriter writer, Clock clock) {
        this.work = work;
        this.writer = writer;
        this.clock = clock;
    }

    /** To be called before anything else is read or sent. */
    void recover(JobExecution execution, ConnectorSession session, WriteTarget target, SyncPlan plan) {
        OutboundCalls calls = new OutboundCalls(session, target.entity());
        execution.checkCancelled();
        List<Base> intents = unconfirmed(target, "", plan.pageSize());
        while (!intents.isEmpty()) {
            settle(execution, calls, target, plan, intents);
            execution.checkCancelled();
            intents = unconfirmed(target, intents.get(intents.size() - 1).recordId(), plan.pageSize());
        }
    }

    private List<Base> unconfirmed(WriteTarget target, String after, int limit) {
        return work.<List<Base>>call(transaction -> bases.unconfirmed(transaction, target, Integer.MAX_VALUE)).stream()
                .filter(intent -> intent.recordId().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    private void settle(
            JobExecution execution, OutboundCalls calls, WriteTarget target, SyncPlan plan, List<Base> intents) {
        List<OutboundChange> creations = intents.stream()
                .map(intent -> OutboundPlanner.resumed(intent, plan))
                .toList();
        List<Optional<WriteResult>> answers = calls.resume(creations);
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
            writer.store(transaction, target, results);
            unknown.park(transaction, target, lost, Timestamps.stored(clock.instant()));
        });
        results.requireNoOutage();
    }
}
