package org.archipel.sandbox.internal.boundary;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.archipel.api.error.PlatformException;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ThreadLocals;
import org.archipel.sandbox.internal.governor.CallBudget;
import org.archipel.sandbox.internal.governor.CallMeter;
import org.archipel.sandbox.internal.governor.GovernedCall;
import org.archipel.sandbox.internal.governor.GovernedThread;
import org.archipel.sandbox.internal.governor.Stop;

/**
 * One call into an extension, on a thread of its island, while the caller waits. Its clock stands still while the extension waits for
 * a service of the platform, which has limits of its own; for that time the thread is not interrupted either, since it may hold a
 * database connection.
 */
final class IslandCall<T> extends Answer<T> implements GovernedCall {
    // A call that does nothing but wait for the platform ends as well.
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(15);
    // Those who come by a checkpoint are out within a few milliseconds.
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final Callable<T> work;
    private final ClassLoader loader;
    private final CallBudget budget;
    private final IslandCalls island;
    private final Admission.Pass pass;
    private final Supplier<String> what;
    private final long start = System.nanoTime();

    private GovernedThread thread;
    private int hostDepth;
    private long hostSince;
    private long hostNanos;
    private boolean interruptLater;
    private volatile Stop order;
    private long orderedAt;
    private Throwable whereabouts;

    /** The present thread is the caller, who waits. */
    IslandCall(
            IslandCalls island,
            Admission.Pass pass,
            Supplier<String> what,
            CallBudget budget,
            ClassLoader loader,
            Callable<T> work) {
        this.island = island;
        this.pass = pass;
        this.what = what;
        this.budget = budget;
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

    /** The thread that it is about to be handed. */
    void thread(GovernedThread given) {
        thread = given;
    }

    /** What it may use. */
    CallBudget budget() {
        return budget;
    }

    /** What is called, for the log. */
    String what() {
        return what.get();
    }

    /** When the caller made it, in {@link System#nanoTime}. */
    long start() {
        return start;
    }

    /** Runs it on the present thread; false if it was given up meanwhile, and its thread is not to be used again. */
    boolean run() {
        T returned = null;
        PlatformException problem = null;
        boolean usable;
        try {
            enter();
            // It may have waited for its thread for too long.
            returned = order == null ? work.call() : null;
        } catch (Throwable thrown) {
            problem = translated(thrown);
        } finally {
            try {
                ThreadLocals.clear();
            } finally {
                usable = leave(returned, problem);
            }
        }
        return usable;
    }

    // Even describing the failure may fail, for want of stack or memory, or since the call was stopped.
    private PlatformException translated(Throwable thrown) {
        try {
            return island.failures().failed(what, thrown);
        } catch (Throwable again) {
            return UNTOLD;
        }
    }

    // Writes nothing here: the caller looks at this object all the time, and each look fetches it from this processor.
    private void enter() {
        // An interruption of the call before that came too late for it.
        Thread.interrupted();
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
        island.governor().watch(thread);
        island.measure(thread.meter(), budget);
    }

    private boolean leave(T returned, PlatformException problem) {
        CallMeter meter = thread.meter();
        meter.end();
        boolean awaited = give(thread, returned, problem, meter.cpuOwed(), meter.bytesOwed());
        if (order != null) {
            island.governor().obeyed();
        }
        if (!awaited) {
            island.returned(this);
        }
        return awaited;
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

    // Until the call is out of time, or, once ordered to stop, has had time to.
    @Override
    synchronized long rest() {
        long now = System.nanoTime();
        if (order != null) {
            return orderedAt + GRACE_NANOS - now;
        }
        long limit = budget.wall().toNanos();
        long elapsed = now - start;
        long inHost = hostNanos + (hostDepth > 0 ? now - hostSince : 0);
        return Math.min(limit - (elapsed - inHost), Math.max(limit, LONGEST_NANOS) - elapsed);
    }

    @Override
    public CallMeter meter() {
        return thread.meter();
    }

    @Override
    public Stop stopped() {
        return order;
    }

    @Override
    public synchronized boolean stop(Stop given) {
        if (left() || order != null) {
            return false;
        }
        orderedAt = System.nanoTime();
        order = given;
        island.governor().ordered();
        whereabouts = trace();
        thread.interrupt();
        wakeCaller();
        return true;
    }

    // Who gives the order holds the lock until it has seen where the thread is.
    @Override
    public synchronized void follow() {}

    private Throwable trace() {
        if (!thread.meter().running()) {
            return null;
        }
        try {
            Throwable trace = new Throwable("where it was");
            trace.setStackTrace(beforeCheckpoint(thread.getStackTrace()));
            return trace;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    // What is done at a checkpoint is not where the extension was.
    private static StackTraceElement[] beforeCheckpoint(StackTraceElement[] frames) {
        int first = frames.length;
        while (first > 0 && !frames[first - 1].getClassName().equals(Checkpoint.class.getName())) {
            first--;
        }
        return Arrays.copyOfRange(frames, first, frames.length);
    }

    @Override
    public synchronized void interrupt(Runnable act) {
        if (hostDepth > 0) {
            interruptLater = true;
        } else if (!left()) {
            act.run();
        }
    }

    /** Where the call was when it was ordered to stop; an exception that was not thrown, for its trace. Null if nowhere yet. */
    synchronized Throwable whereabouts() {
        return whereabouts;
    }

    /** The thread that it is on; empty if there is none yet, or if that does the platform's work and may hold what others need. */
    synchronized Optional<Thread> freeThread() {
        return hostDepth > 0 ? Optional.empty() : Optional.ofNullable(thread);
    }
}
