package org.archipel.sandbox.internal.boundary;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.archipel.sandbox.internal.governor.GovernedThread;

/**
 * The threads of one island, as many as it has calls at a time. A call goes to the thread that had the last one, if that is free:
 * where one call follows the other at once, it has not gone to sleep yet. Thread-safe.
 */
final class IslandThreads {
    private static final Duration IDLE = Duration.ofSeconds(20);

    // The operating system keeps the first characters of a name only.
    private static final AtomicLong NUMBER = new AtomicLong();

    private final String name;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final Spin spin = new Spin();
    private volatile Worker last;
    private volatile boolean ended;

    IslandThreads(String name) {
        this.name = name;
    }

    /**
     * Has the call run.
     *
     * @throws RejectedExecutionException after {@link #end}
     */
    void execute(IslandCall<?> call) {
        if (ended) {
            throw new RejectedExecutionException("the island is gone");
        }
        Worker recent = last;
        if (recent == null || !recent.give(call)) {
            last = other(call);
        }
    }

    private Worker other(IslandCall<?> call) {
        for (Worker worker : workers) {
            if (worker.give(call)) {
                return worker;
            }
        }
        Worker fresh = new Worker();
        fresh.give(call);
        workers.add(fresh);
        try {
            fresh.start();
        } catch (OutOfMemoryError e) {
            workers.remove(fresh);
            throw new RejectedExecutionException("there is no room for a thread", e);
        }
        if (ended) {
            fresh.interrupt();
        }
        return fresh;
    }

    /** Those that run now. */
    List<IslandCall<?>> calls() {
        return workers.stream()
                .<IslandCall<?>>map(Worker::present)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Interrupts all, and lets none wait for another call. */
    void end() {
        ended = true;
        workers.forEach(Thread::interrupt);
    }

    private final class Worker extends GovernedThread {
        private final BooleanSupplier called = () -> call() != null;
        private volatile boolean asleep;

        private Worker() {
            super(null, "island " + NUMBER.incrementAndGet() + " " + name);
        }

        private IslandCall<?> present() {
            return (IslandCall<?>) call();
        }

        /** False if it has a call already, or has ended. */
        private boolean give(IslandCall<?> call) {
            call.thread(this);
            if (!take(call)) {
                return false;
            }
            // Read after the call was handed over, as the thread looks for one after it wrote this.
            if (asleep) {
                LockSupport.unpark(this);
            }
            return true;
        }

        @Override
        protected void serve() {
            try {
                boolean more = true;
                while (more) {
                    more = work(present()) && (spin.until(called) || sleep());
                }
            } finally {
                retire();
                workers.remove(this);
                leaveLoader();
            }
        }

        // A call leaves its loader for the next one that comes at once; others who know the thread are not to keep the
        // loader alive.
        private void leaveLoader() {
            setContextClassLoader(null);
        }

        /** False if the thread is to take no call any more. */
        private boolean work(IslandCall<?> call) {
            boolean usable = false;
            try {
                usable = call.run();
                return usable;
            } finally {
                if (!usable) {
                    retire();
                    call.fail();
                }
            }
        }

        /** Waits until there is a call; false if none will come. */
        private boolean sleep() {
            leaveLoader();
            long end = System.nanoTime() + IDLE.toNanos();
            while (call() == null) {
                long rest = end - System.nanoTime();
                if ((ended || rest <= 0) && retireIfFree()) {
                    return false;
                }
                asleep = true;
                if (call() == null) {
                    LockSupport.parkNanos(this, rest);
                }
                asleep = false;
                Thread.interrupted();
            }
            return true;
        }
    }
}
