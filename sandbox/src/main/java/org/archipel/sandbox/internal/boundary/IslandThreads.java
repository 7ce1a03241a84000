package org.archipel.sandbox.internal.boundary;

import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.archipel.sandbox.internal.governor.GovernedThread;

/**
 * The threads of one island, as many as it has calls at a time. A call goes to the thread that became free last: where one call
 * follows the other at once, that thread has not gone to sleep yet. Thread-safe.
 */
final class IslandThreads {
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    // The operating system keeps the first characters of a name only.
    private static final AtomicLong NUMBER = new AtomicLong();

    private final String name;
    private final AtomicReference<Worker> lastIdle = new AtomicReference<>();
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final Set<Worker> all = ConcurrentHashMap.newKeySet();
    private final Spin spin = new Spin();
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
        Worker worker = lastIdle.getAndSet(null);
        worker = worker == null ? idle.pollFirst() : worker;
        if (worker != null) {
            worker.take(call);
            return;
        }
        Worker fresh = new Worker(call);
        all.add(fresh);
        try {
            fresh.start();
        } catch (OutOfMemoryError e) {
            all.remove(fresh);
            throw new RejectedExecutionException("there is no room for a thread", e);
        }
        if (ended) {
            fresh.interrupt();
        }
    }

    /** Those that run a call, and those that wait for one. */
    int size() {
        return all.size();
    }

    /** Interrupts all, and lets none wait for another call. */
    void end() {
        ended = true;
        all.forEach(Thread::interrupt);
    }

    private final class Worker extends GovernedThread {
        private final BooleanSupplier called = () -> this.next != null;
        private IslandCall<?> first;
        private volatile IslandCall<?> next;
        private volatile boolean asleep;

        private Worker(IslandCall<?> first) {
            super(null, "island " + NUMBER.incrementAndGet() + " " + name);
            this.first = first;
        }

        @Override
        public void run() {
            try {
                IslandCall<?> call = first;
                first = null;
                while (call != null) {
                    call = work(call) ? await() : null;
                }
            } finally {
                all.remove(this);
            }
        }

        // The caller's next call comes at once, and is to find this thread; but not if it has the lowest priority now.
        private boolean work(IslandCall<?> call) {
            try {
                call.run();
                if (call.abandoned()) {
                    return false;
                }
                Worker before = lastIdle.getAndSet(this);
                if (before != null) {
                    idle.addFirst(before);
                }
                return true;
            } finally {
                call.tell();
            }
        }

        /** Called by who took it from those that are idle. */
        private void take(IslandCall<?> call) {
            next = call;
            // Read after the call was left there, as the thread looks for one after it wrote this.
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        private IslandCall<?> await() {
            if (!spin.until(called)) {
                sleep();
            }
            IslandCall<?> call = next;
            next = null;
            return call;
        }

        // Until there is a call, or none will come.
        private void sleep() {
            long end = System.nanoTime() + IDLE.toNanos();
            while (next == null) {
                long rest = end - System.nanoTime();
                if ((ended || rest <= 0) && (lastIdle.compareAndSet(this, null) || idle.remove(this))) {
                    return;
                }
                asleep = true;
                if (next == null) {
                    // Another thread may just be moving it from the one place to the other.
                    LockSupport.parkNanos(this, ended ? MOMENT_NANOS : rest);
                }
                asleep = false;
                Thread.interrupted();
            }
        }
    }
}
