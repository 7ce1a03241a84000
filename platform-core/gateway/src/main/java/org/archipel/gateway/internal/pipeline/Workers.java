package org.archipel.gateway.internal.pipeline;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The threads that do what costs time beside the server's own. A request that finds all of them taken is refused. */
@Component(service = Workers.class)
public class Workers implements Executor {
    private static final int THREADS = Math.max(16, 8 * Runtime.getRuntime().availableProcessors());
    private static final int QUEUE = 2_000;
    private static final int UNAVAILABLE = 503;

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;

    @Activate
    public Workers() {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(QUEUE), named("gateway-work"));
        threads.allowCoreThreadTimeOut(true);
        timer = Executors.newSingleThreadScheduledExecutor(named("gateway-timer"));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Deactivate
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** @throws ProblemException with 503 if too much waits already */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(UNAVAILABLE, ErrorCode.SYSTEM_ERROR, "Too many requests wait already.");
        }
    }
}
