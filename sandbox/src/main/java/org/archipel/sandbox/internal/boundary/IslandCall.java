package org.archipel.sandbox.internal.boundary;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.archipel.api.error.PlatformException;
import org.archipel.guard.ThreadLocals;
import org.archipel.sandbox.internal.governor.CallMeter;
import org.archipel.sandbox.internal.governor.GovernedCall;
import org.archipel.sandbox.internal.governor.GovernedThread;
import org.archipel.sandbox.internal.governor.Stop;

/**
 * One call into an extension, on a thread of its island, while the caller waits. Its clock stands still while the extension waits for
 * a service of the platform, which has limits of its own; for that time the thread is not interrupted either, since it may hold a
 * database connection.
 */
final class IslandCall<T> implements Runnable, GovernedCall {
    // A call that does nothing but wait for the platform ends as well.
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(15);
    // Those who come by a checkpoint are out within a few milliseconds.
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final Callable<T> work;
    private final ClassLoader loader;
    private final CallMeter meter;
    private final IslandCalls island;
    private final Admission.Pass pass;
    private final Supplier<String> what;
    private final Thread caller = Thread.currentThread();
    private final long start = System.nanoTime();

    private GovernedThread thread;
    private int hostDepth;
    private long hostSince;
    private long hostNanos;
    private boolean interruptLater;
    private boolean abandoned;
    private boolean left;
    private volatile Stop order;
    private long orderedAt;
    private Throwable whereabouts;

    private T result;
    private PlatformException failure;
    private volatile boolean ended;
    private volatile boolean waiting;

    /** The present thread is the caller, who waits. */
    IslandCall(
            IslandCalls island,
            Admission.Pass pass,
            Supplier<String> what,
            CallMeter meter,
            ClassLoader loader,
            Callable<T> work) {
        this.island = island;
        this.pass = pass;
        this.what = what;
        this.meter = meter;
        this.loader = loader;
        this.work = work;
    }

    /** The call that the present thread runs; null if it runs none. */
    static IslandCall<?> current() {
        return Thread.currentThread() instanceof GovernedThread own && own.call() instanceof IslandCall<?> call
                ? call
                : null;
    }

    IslandCalls island() {
        return island;
    }

    Admission.Pass pass() {
        return pass;
    }

    /** What is called, for the log. */
    String what() {
        return what.get();
    }

    /** When the caller made it, in {@link System#nanoTime}. */
    long start() {
        return start;
    }

    @Override
    public void run() {
        enter();
        try {
            // It may have waited for its thread for too long.
            if (order == null) {
                result = work.call();
            }
        } catch (Throwable thrown) {
            failure = translated(thrown);
        } finally {
            ThreadLocals.clear();
            leave();
        }
    }

    // Even describing the failure may fail, for want of stack or memory, or since the call was stopped.
    private PlatformException translated(Throwable thrown) {
        try {
            return island.failure(what, thrown);
        } catch (Throwable again) {
            return Translation.failed("");
        }
    }

    private synchronized void enter() {
        thread = (GovernedThread) Thread.currentThread();
        thread.setContextClassLoader(loader);
        meter.begin();
        thread.call(this);
        island.governor().begun(thread);
    }

    private void leave() {
        boolean alone;
        synchronized (this) {
            left = true;
            alone = abandoned;
            thread.call(null);
            thread.setContextClassLoader(null);
            // The thread is used again; the interruption was for this call.
            Thread.interrupted();
        }
        meter.end();
        if (order != null) {
            island.governor().obeyed();
        }
        if (alone) {
            island.returned(this);
        }
    }

    /** The thread is free for another call: the caller may go on. */
    void tell() {
        ended = true;
        // Read after the end was written, as the caller looks for the end after it wrote this.
        if (waiting) {
            LockSupport.unpark(caller);
        }
    }

    boolean ended() {
        return ended;
    }

    /** The thread enters the platform; if it is interrupted, it is so again when it comes back. */
    synchronized void enterHost() {
        if (hostDepth++ == 0) {
            hostSince = System.nanoTime();
            interruptLater |= Thread.interrupted();
        }
    }

    synchronized void leaveHost() {
        if (--hostDepth == 0) {
            stopHostClock();
        }
    }

    private void stopHostClock() {
        hostNanos += System.nanoTime() - hostSince;
        if (interruptLater) {
            interruptLater = false;
            thread.interrupt();
        }
    }

    /**
     * Runs another call into the same extension from this one, on its thread and within its budget: the extension is entered again
     * from a service of the platform, or by work of the platform that runs as a batch.
     */
    <R> R reenter(ClassLoader inner, Callable<R> call) throws Exception {
        int depth = leaveHostWhole();
        ClassLoader outer = thread.getContextClassLoader();
        thread.setContextClassLoader(inner);
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(outer);
            returnToHost(depth);
        }
    }

    private synchronized int leaveHostWhole() {
        int depth = hostDepth;
        hostDepth = 0;
        if (depth > 0) {
            stopHostClock();
        }
        return depth;
    }

    private synchronized void returnToHost(int depth) {
        hostDepth = depth;
        if (depth > 0) {
            hostSince = System.nanoTime();
            interruptLater |= Thread.interrupted();
        }
    }

    /** The caller waits for the end. False if time is over, or if the call was ordered to stop and did not; it goes on then. */
    boolean await() throws InterruptedException {
        while (!ended) {
            long rest = rest();
            if (rest <= 0) {
                return false;
            }
            waiting = true;
            if (!ended) {
                LockSupport.parkNanos(this, rest);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    private synchronized long rest() {
        long now = System.nanoTime();
        if (order != null) {
            return orderedAt + GRACE_NANOS - now;
        }
        long limit = meter.budget().wall().toNanos();
        long elapsed = now - start;
        long inHost = hostNanos + (hostDepth > 0 ? now - hostSince : 0);
        return Math.min(limit - (elapsed - inHost), Math.max(limit, LONGEST_NANOS) - elapsed);
    }

    /** What came of an ended call that was not ordered to stop. */
    T outcome() {
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    @Override
    public CallMeter meter() {
        return meter;
    }

    @Override
    public Stop stopped() {
        return order;
    }

    @Override
    public synchronized boolean stop(Stop given) {
        if (left || order != null) {
            return false;
        }
        orderedAt = System.nanoTime();
        order = given;
        island.governor().ordered();
        whereabouts = trace();
        interrupt();
        LockSupport.unpark(caller);
        return true;
    }

    private Throwable trace() {
        if (thread == null) {
            return null;
        }
        try {
            Throwable trace = new Throwable("where it was");
            trace.setStackTrace(thread.getStackTrace());
            return trace;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    private void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public synchronized void interrupt(Runnable act) {
        if (hostDepth > 0) {
            interruptLater = true;
        } else if (!left) {
            act.run();
        }
    }

    /** Where the call was when it was ordered to stop; an exception that was not thrown, for its trace. Null if nowhere yet. */
    synchronized Throwable whereabouts() {
        return whereabouts;
    }

    /** Gives the call up; false if its thread has left already. */
    synchronized boolean abandon() {
        abandoned = !left;
        return abandoned;
    }

    /** The thread that it is on; empty if there is none yet, or if that does the platform's work and may hold what others need. */
    synchronized Optional<Thread> freeThread() {
        return hostDepth > 0 ? Optional.empty() : Optional.ofNullable(thread);
    }

    synchronized boolean abandoned() {
        return abandoned;
    }
}
