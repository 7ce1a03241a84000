package org.archipel.messaging.internal.jobs;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobWaitsException;
import org.archipel.messaging.internal.engine.Executions;
import org.archipel.persistence.UnitOfWork;

/** Puts off jobs that cannot run here and now, and brings them forward when what they waited for is there. */
final class Waiting {
    private static final int AT_ONCE = 100;

    private final UnitOfWork work;
    private final Executions executions;
    private final Handlers handlers;
    private final Admission admission;
    private final Clock clock;
    private final Runnable wake;
    private final WaitingRoom room = new WaitingRoom();

    /** @param wake makes the scheduler look for due executions */
    Waiting(
            UnitOfWork work,
            Executions executions,
            Handlers handlers,
            Admission admission,
            Clock clock,
            Runnable wake) {
        this.work = work;
        this.executions = executions;
        this.handlers = handlers;
        this.admission = admission;
        this.clock = clock;
        this.wake = wake;
    }

    Handlers handlers() {
        return handlers;
    }

    Admission admission() {
        return admission;
    }

    void forHandler(Job job, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        putOff(handlerKey(job.type()), job, completed, execution);
        // The handler may have come between the look and the list.
        if (handlers.find(job.type()).isPresent()) {
            handlerCame(job.type());
        }
    }

    void forRoom(Job job, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        putOff(roomKey(job.organizationId()), job, completed, execution);
        bringForward(roomKey(job.organizationId()), admission.room(job.organizationId()));
    }

    /** How long to put off a job that waits for something. */
    Duration hold(JobWaitsException why) {
        return room.hold(awaitedKey(why.awaited()));
    }

    /** Remembers a job that was put off until something is there. */
    void until(Job job, JobWaitsException why) {
        room.add(awaitedKey(why.awaited()), job.id());
        // It may have come between the look and the list.
        if (why.there()) {
            arrived(why.awaited(), 1);
        }
    }

    /** To be called when something is there that suffices for so many of the jobs that may wait for it. */
    void arrived(String awaited, int most) {
        bringForward(awaitedKey(awaited), most);
    }

    /** To be called when a handler appears. */
    void handlerCame(String type) {
        bringForward(handlerKey(type), Integer.MAX_VALUE);
    }

    /** Gives back the place of a job that ran, and fills it. */
    void left(String organizationId) {
        admission.leave(organizationId);
        bringForward(roomKey(organizationId), admission.room(organizationId));
    }

    private void putOff(String reason, Job job, ExecutionComplete completed, ExecutionOperations<Void> execution) {
        execution.reschedule(completed, clock.instant().plus(room.hold(reason)));
        room.add(reason, job.id());
    }

    private void bringForward(String reason, int most) {
        int left = most;
        while (left > 0) {
            List<String> jobs = room.take(reason, Math.min(left, AT_ONCE));
            if (jobs.isEmpty()) {
                return;
            }
            Instant now = clock.instant();
            work.run(transaction -> jobs.forEach(id -> executions.move(transaction, JobTask.NAME, id, now)));
            wake.run();
            left -= jobs.size();
        }
    }

    private static String handlerKey(String type) {
        return "handler:" + type;
    }

    private static String awaitedKey(String awaited) {
        return "awaited:" + awaited;
    }

    private static String roomKey(String organizationId) {
        return "organization:" + organizationId;
    }
}
