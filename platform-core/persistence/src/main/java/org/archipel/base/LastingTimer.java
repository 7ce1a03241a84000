package org.archipel.base;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timer whose periodic tasks are done until they are cancelled, whatever they throw. The JDK's drops a task without a word after the
 * first exception: a moment without memory would end it for good.
 */
final class LastingTimer extends ScheduledThreadPoolExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(LastingTimer.class);

    LastingTimer(int threads, ThreadFactory factory) {
        super(threads, factory);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(lasting(task), first, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return super.scheduleWithFixedDelay(lasting(task), first, delay, unit);
    }

    private static Runnable lasting(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                tell(e);
            }
        };
    }

    private static void tell(Throwable failure) {
        try {
            LOG.warn("What is done from time to time failed; it is tried again at its next time", failure);
        } catch (RuntimeException | Error e) {
            // There is no memory for the line either.
            failure.addSuppressed(e);
        }
    }
}
