package org.archipel.javascript.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;

/** Threads on which scripts run whose callers do not wait longer than a script may take. Thread-safe. */
final class AsideThreads implements AutoCloseable {
    /** What the watchdog needs to stop a script that can be stopped. */
    private static final Duration GRACE = Duration.ofMillis(150);

    private final ExecutorService threads;
    private final Duration time;

    /** @param time that a script may take */
    AsideThreads(Duration time) {
        this(time, AsideThreads::daemon);
    }

    AsideThreads(Duration time, ThreadFactory factory) {
        this.time = time;
        this.threads = Executors.newCachedThreadPool(factory);
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "script-aside");
        thread.setDaemon(true);
        return thread;
    }

    /** @throws java.util.concurrent.RejectedExecutionException if it is closed; the work is not done then, nor after an error */
    <T> Future<T> begin(Callable<T> work) {
        return threads.submit(work);
    }

    /**
     * Waits for work that has begun just now; past its time it goes on without anybody who waits for it.
     *
     * @throws ScriptException if it is past its time, or threw one
     */
    <T> T await(Future<T> result) {
        try {
            return result.get(time.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ScriptException(Reason.LIMIT, "the script took longer than " + time.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScriptException(Reason.BUSY, "the platform stopped waiting for the script", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
