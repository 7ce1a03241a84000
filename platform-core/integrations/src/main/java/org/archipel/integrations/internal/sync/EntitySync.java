package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.UnitOfWork;

/** Takes one run from where it stands to its end, group by group. */
final class EntitySync {
    private static final int SINGLE_AT_A_TIME = 50;

    private final UnitOfWork work;
    private final GroupWriter writer;
    private final MissingRecords missing;
    private final SeenIds seen = new SeenIds();
    private final FirstStatistics statistics;
    private final ExecutorService readers;
    private final Clock clock;

    EntitySync(UnitOfWork work, GroupWriter writer, MissingRecords missing, ExecutorService readers, Clock clock) {
        this.work = work;
        this.writer = writer;
        this.missing = missing;
        this.statistics = new FirstStatistics(work);
        this.readers = readers;
        this.clock = clock;
    }

    /**
     * @param accepted how many records a person said may be missing; empty if nobody did
     * @return the run behind its last record
     */
    SyncRun run(JobExecution execution, OpenSession open, SyncRun begun, SyncPlan plan, OptionalLong accepted) {
        SyncRun run = begun.readDone() ? begun : read(execution, open, begun, plan);
        return run.scan() == SyncRun.Scan.FULL ? missing.settle(execution, open, run, plan, accepted) : run;
    }

    /**
     * Takes single records.
     *
     * @return the run behind the last of them
     */
    SyncRun single(JobExecution execution, OpenSession open, SyncRun begun, SyncPlan plan, Set<String> externalIds) {
        SyncRun run = begun;
        SingleReader reader = new SingleReader(new OutboundCalls(open.session(), begun.entity()), plan, open.mask());
        List<String> ids = externalIds.stream().sorted().toList();
        for (int from = 0; from < ids.size(); from += SINGLE_AT_A_TIME) {
            execution.checkCancelled();
            int to = Math.min(ids.size(), from + SINGLE_AT_A_TIME);
            Group group = reader.read(ids.subList(from, to), to == ids.size());
            run = writer.commit(execution, run, group, plan, open.clockSkew());
        }
        return run;
    }

    private SyncRun read(JobExecution execution, OpenSession open, SyncRun begun, SyncPlan plan) {
        SyncRun run = begun;
        if (begun.cursor().isEmpty() && begun.checkpoints() > 0) {
            // It begins anew: what it met before counts no more.
            work.run(transaction -> seen.clear(transaction, begun));
        }
        SyncPace pace = new SyncPace(execution, clock, begun);
        PageReader pages = new PageReader(readers, open.session(), run, plan.pageSize());
        try (ReadAhead ahead = new ReadAhead(readers, new GroupReader(pages, run, plan), execution)) {
            while (true) {
                Group group = ahead.next();
                execution.checkCancelled();
                // Goes with the group's transaction: a run that dies behind it has got on.
                pace.report(run);
                SyncRun before = run;
                run = writer.commit(execution, run, group, plan, open.clockSkew());
                pace.report(run);
                statistics.after(before, run);
                ErrorShare.require(run, plan, group.last());
                if (group.last()) {
                    return run;
                }
            }
        }
    }
}
