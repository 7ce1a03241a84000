package org.archipel.messaging.internal.schedules;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.archipel.api.error.ConflictException;
import org.archipel.messaging.internal.jobs.JobEngine;
import org.archipel.messaging.internal.schedules.ScheduleStore.Stored;
import org.archipel.persistence.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the scheduler does when a schedule is due: submits its job and moves the schedule on, in one transaction. A crash before the
 * commit leaves the schedule due; after it, the job is there and the schedule has moved.
 */
public final class ScheduleTask {
    static final String NAME = "schedule";

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTask.class);
    private static final long RETRY_SECONDS = 30;

    private final JobEngine.Parts engine;
    private final ScheduleStore store = new ScheduleStore();

    private ScheduleTask(JobEngine.Parts engine) {
        this.engine = engine;
    }

    public static Task<?> of(JobEngine.Parts engine) {
        ScheduleTask task = new ScheduleTask(engine);
        return Tasks.custom(NAME, Void.class)
                .onFailure((completed, execution) ->
                        execution.reschedule(completed, engine.clock().instant().plusSeconds(RETRY_SECONDS)))
                .onDeadExecution((completed, execution) ->
                        execution.reschedule(completed, engine.clock().instant()))
                .execute((instance, context) -> task.fire(instance.getId()));
    }

    private CompletionHandler<Void> fire(String id) {
        return (completed, execution) -> {
            try {
                engine.work()
                        .run(transaction ->
                                engine.bound().within(transaction, () -> fire(transaction, id, completed, execution)));
            } catch (RuntimeException e) {
                LOG.error("The schedule {} could not submit its job; it is tried again", id, e);
                execution.reschedule(completed, engine.clock().instant().plusSeconds(RETRY_SECONDS));
            }
        };
    }

    private void fire(
            Transaction transaction, String id, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        Optional<Stored> found = store.byId(transaction, id);
        if (found.isEmpty()) {
            execution.stop();
            return;
        }
        Stored stored = found.get();
        Instant now = engine.clock().instant();
        Instant next = stored.nextRunAt();
        if (!next.isAfter(now)) {
            submit(transaction, stored);
            next = Timing.parse(stored.schedule().timing()).next(stored.nextRunAt(), now);
            store.advance(transaction, id, next);
        }
        execution.reschedule(completed, withJitter(next, stored.schedule().jitterSeconds()));
    }

    private void submit(Transaction transaction, Stored stored) {
        try {
            engine.submitter()
                    .submit(
                            transaction,
                            stored.organizationId(),
                            stored.createdBy(),
                            stored.schedule().request());
        } catch (ConflictException e) {
            LOG.debug("Schedule {} leaves out a run: {}", stored.id(), e.getMessage());
        }
    }

    static Instant withJitter(Instant time, int seconds) {
        return seconds <= 0 ? time : time.plusMillis(ThreadLocalRandom.current().nextLong(seconds * 1000L + 1));
    }
}
