package org.archipel.sandbox.internal.contribution;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.internal.task.ServedTasks;
import org.archipel.sandbox.internal.task.TaskPlanner;
import org.slf4j.event.Level;

/** The tasks of an island, and when they run. Used by one thread at a time. */
final class TaskContributions {
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(3_660);

    private final LiveIsland island;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final ServedTasks served;
    private final TaskPlanner planner;
    private final Map<String, ScheduledTask> tasks = new HashMap<>();
    private final Map<String, Duration> intervals = new HashMap<>();
    private Optional<Duration> offered = Optional.empty();
    private boolean serves;

    TaskContributions(LiveIsland island, GuardedCalls calls, LogRings logs, ServedTasks served, TaskPlanner planner) {
        this.island = island;
        this.calls = calls;
        this.logs = logs;
        this.served = served;
        this.planner = planner;
    }

    void prepare(Contributions contributions) {
        for (Contribution<ScheduledTask> task : contributions.of(island.location(), ScheduledTask.class)) {
            String name = task.text(ScheduledTask.NAME).orElse(task.name());
            require(isUsable(name), name + " is no name of a task: it has 1 to " + LONGEST_NAME + " characters");
            // It may be granted later.
            tasks.put(name, task.guarded(calls, this::requireRuns));
            task.text(ScheduledTask.EVERY)
                    .map(every -> interval(name, every))
                    .ifPresent(interval -> intervals.put(name, interval));
        }
    }

    private void requireRuns() {
        if (island.policy().minInterval().isEmpty()) {
            throw new PermissionDeniedException("not granted: schedule run");
        }
    }

    private static boolean isUsable(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
    }

    // Here, before anything is offered: a task that cannot be kept would leave the takeover half done.
    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, otherwise);
        }
    }

    private static Duration interval(String name, String every) {
        try {
            Duration interval = Duration.parse(every);
            require(
                    interval.compareTo(LONGEST_INTERVAL) <= 0,
                    "task " + name + " runs less than once in " + LONGEST_INTERVAL.toDays() + " days");
            return interval;
        } catch (DateTimeParseException e) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED, "task " + name + " has no ISO-8601 interval", e);
        }
    }

    private void log(String message) {
        logs.write(island.installation(), Level.WARN, message, null);
    }

    /** Offers what is granted, as often as is granted. */
    void offer() {
        Optional<Duration> shortest = island.policy().minInterval();
        Map<String, Duration> granted = new HashMap<>();
        if (shortest.isEmpty()) {
            tasks.keySet().forEach(name -> log("task " + name + " does not run: not granted: schedule run"));
        } else {
            intervals.forEach((name, interval) -> granted.put(name, notBelow(name, interval, shortest.get())));
        }
        served.serve(island.installation(), shortest.isEmpty() ? Map.of() : tasks, granted);
        planner.recurring(island.installation(), granted);
        offered = shortest;
        serves = true;
    }

    private Duration notBelow(String name, Duration interval, Duration shortest) {
        if (interval.compareTo(shortest) >= 0) {
            return interval;
        }
        log("task " + name + " runs every " + shortest + " in place of " + interval + ", as granted");
        return shortest;
    }

    /** Offers again if something else is granted than was before. */
    void follow() {
        if (!serves || !offered.equals(island.policy().minInterval())) {
            offer();
        }
    }

    void withdraw() {
        served.withdraw(island.installation());
    }
}
