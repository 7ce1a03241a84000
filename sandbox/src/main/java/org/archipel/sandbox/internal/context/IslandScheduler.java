package org.archipel.sandbox.internal.context;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.schedule.Scheduler;
import org.archipel.persistence.Timestamps;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.task.TaskPlanner;

/** Asks for single runs of the extension's own tasks. */
final class IslandScheduler implements Scheduler {
    private static final int LONGEST_NAME = 100;
    // A run leaves a job behind and the event of its end, whether it came to it or another took its place.
    private static final int JOB = 1 << 10;

    private final LiveIsland island;
    private final TaskPlanner planner;
    private final Account account;
    private final Clock clock;

    IslandScheduler(LiveIsland island, TaskPlanner planner, Account account, Clock clock) {
        this.island = island;
        this.planner = planner;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public void runAt(String taskName, Instant at) {
        Duration interval = island.policy()
                .minInterval()
                .orElseThrow(() -> new PermissionDeniedException("not granted: schedule run"));
        if (at == null || !Timestamps.keeps(at)) {
            throw new ValidationException("", "a run is asked for in the years 1 to 9999");
        }
        Instant earliest = clock.instant().plus(interval);
        String name = name(taskName);
        account.publish(JOB);
        planner.runAt(island.installation(), name, at.isBefore(earliest) ? earliest : at);
    }

    @Override
    public boolean cancel(String taskName) {
        String name = name(taskName);
        account.publish(JOB);
        return planner.cancel(island.installation(), name);
    }

    private static String name(String name) {
        return Names.check("a task's name", name, LONGEST_NAME);
    }
}
