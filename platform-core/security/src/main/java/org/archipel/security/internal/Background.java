package org.archipel.security.internal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundle's one thread for what no request waits for. Tasks are short; a failed one is logged and does not end its series. */
@Component(service = Background.class)
public final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor executor;

    @Activate
    public Background() {
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("archipel-security"));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Lets the running task end; the database may be gone after this. */
    @Deactivate
    public void stop() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A background task does not end; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the task again and again, until the result is cancelled. */
    public ScheduledFuture<?> every(Duration period, String what, Runnable task) {
        return executor.scheduleWithFixedDelay(
                () -> attempt(what, task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task once, soon; not at all when the bundle stops. */
    public void soon(Duration delay, String what, Runnable task) {
        try {
            executor.schedule(() -> attempt(what, task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The bundle stops, so this is left out: {}", what, e);
        }
    }

    private static void attempt(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Failed: {}", what, e);
        }
    }
}
