package org.archipel.messaging.internal.engine;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.Dialect;

/** The scheduler library, set up to work through the platform's transactions instead of a data source. */
public final class EmbeddedScheduler extends Scheduler {
    /** The library's lower bound. */
    private static final int MISSED_HEARTBEATS = 4;

    private EmbeddedScheduler(Settings settings, TaskRepository repository, TaskResolver tasks, Dialect dialect) {
        super(
                new SystemClock(),
                repository,
                repository,
                tasks,
                settings.threads(),
                Executors.newFixedThreadPool(settings.threads(), DaemonThreads.numbered("archipel-job")),
                new SchedulerName.Fixed(settings.node()),
                new Waiter(settings.poll()),
                settings.heartbeat(),
                MISSED_HEARTBEATS,
                List.of(),
                List.of(),
                polling(dialect),
                Duration.ofDays(365),
                settings.shutdownWait(),
                LogLevel.WARN,
                true,
                List.of(),
                Executors.newSingleThreadExecutor(DaemonThreads.numbered("archipel-job-poll")),
                Executors.newScheduledThreadPool(2, DaemonThreads.numbered("archipel-job-heartbeat")));
    }

    public static EmbeddedScheduler create(
            Settings settings, BoundTransaction bound, Dialect dialect, List<Task<?>> knownTasks) {
        TaskResolver tasks = new TaskResolver(SchedulerListeners.NOOP, new SystemClock(), knownTasks);
        return new EmbeddedScheduler(
                settings, new Executions.Repository(bound, dialect, tasks, settings.node()), tasks, dialect);
    }

    private static PollingStrategyConfig polling(Dialect dialect) {
        return switch (dialect) {
            case DERBY -> PollingStrategyConfig.DEFAULT_FETCH;
            case POSTGRESQL -> PollingStrategyConfig.DEFAULT_SELECT_FOR_UPDATE;
        };
    }

    /**
     * @param node name of this node, at most 50 characters
     * @param threads jobs that run at the same time
     * @param poll how often the table is looked at without a wake-up
     * @param heartbeat how often running executions give a sign of life
     * @param shutdownWait how long a stop waits for what runs before it interrupts, and again after it
     */
    public record Settings(String node, int threads, Duration poll, Duration heartbeat, Duration shutdownWait) {}
}
