package org.archipel.javascript.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the running calls every few milliseconds and stops those that take too long or too much memory. Thread-safe. */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long PERIOD_NANOS = 4_000_000;
    private static final int PERIODS_UNTIL_SLEEP = 250;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Set<WatchedCall> running = ConcurrentHashMap.newKeySet();
    private final ScriptLimits limits;
    private final Thread thread;
    // A cancellation waits until the call has left its context.
    private final ExecutorService cancellations = Executors.newCachedThreadPool(task -> daemon(task, "script-cancel"));
    private volatile boolean asleep;
    private volatile boolean closed;

    Watchdog(ScriptLimits limits) {
        this.limits = limits;
        this.thread = daemon(this::watch, "script-watchdog");
        this.thread.setPriority(Thread.MAX_PRIORITY);
        this.thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** From now on the calling thread's use counts as the context's. */
    WatchedCall begin(ScriptContext context) {
        Thread caller = Thread.currentThread();
        WatchedCall call = new WatchedCall(
                context, caller.getId(), System.nanoTime(), threads.getThreadAllocatedBytes(caller.getId()));
        running.add(call);
        if (asleep) {
            LockSupport.unpark(thread);
        }
        return call;
    }

    /** The call is over; after this it is not stopped any more. */
    void end(WatchedCall call) {
        running.remove(call);
        call.end();
    }

    private void watch() {
        int idle = 0;
        while (!closed) {
            if (running.isEmpty() && ++idle > PERIODS_UNTIL_SLEEP) {
                sleep();
                idle = 0;
            } else {
                LockSupport.parkNanos(this, PERIOD_NANOS);
                look();
            }
        }
    }

    /** Until a call begins. Waking up costs that call some microseconds, so it is not done between calls that follow each other. */
    private void sleep() {
        asleep = true;
        while (running.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void look() {
        try {
            long now = System.nanoTime();
            long allocated = 0;
            for (WatchedCall call : running) {
                if (call.stopped()) {
                    continue;
                }
                call.allocated(threads.getThreadAllocatedBytes(call.threadId()));
                allocated += call.allocated();
                if (now - call.begin() > limits.time().toNanos()) {
                    stop(call, "took longer than " + limits.time().toMillis() + " ms");
                } else if (call.allocated() > limits.allocatedBytes()) {
                    stop(call, "allocated more than " + (limits.allocatedBytes() >> 20) + " MB");
                }
            }
            if (allocated > limits.allocatedByAll()) {
                largest().ifPresent(call -> stop(call, "allocated the most memory of those that ran"));
            }
        } catch (RuntimeException e) {
            LOG.warn("The watch over scripts failed once", e);
        }
    }

    private Optional<WatchedCall> largest() {
        return running.stream().filter(call -> !call.stopped()).max(Comparator.comparingLong(WatchedCall::allocated));
    }

    private void stop(WatchedCall call, String reason) {
        if (call.stop(reason)) {
            cancellations.execute(call.context()::cancel);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        cancellations.shutdown();
    }
}
