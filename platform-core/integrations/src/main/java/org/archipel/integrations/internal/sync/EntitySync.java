package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.messaging.JobExecution;

/** Takes one run from where it stands to its end, group by group. */
final class EntitySync {
    private final GroupWriter writer;
    private final ExecutorService readers;
    private final Clock clock;

    EntitySync(GroupWriter writer, ExecutorService readers, Clock clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    /** @return the run behind its last record */
    SyncRun run(JobExecution execution, OpenSession open, SyncRun begun, SyncPlan plan) {
        SyncRun run = begun;
        SyncPace pace = new SyncPace(execution, clock, begun);
        try (ReadAhead ahead = new ReadAhead(readers, new GroupReader(open.session(), run, plan), execution)) {
            while (true) {
                Group group = ahead.next();
                execution.checkCancelled();
                run = writer.commit(execution, run, group, plan, open.clockSkew());
                pace.report(run);
                ErrorShare.require(run, plan, group.last());
                if (group.last()) {
                    return run;
                }
            }
        }
    }
}
