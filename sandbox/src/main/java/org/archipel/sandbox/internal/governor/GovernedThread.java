package org.archipel.sandbox.internal.governor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.archipel.guard.GuestThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs calls of one extension and nothing else, so that it can be given up. It takes nothing over from the thread that
 * made it.
 */
public class GovernedThread extends Thread implements GuestThread {
    private static final Logger LOG = LoggerFactory.getLogger(GovernedThread.class);
    // As much as the platform's own threads have, beside what is kept for the platform's code.
    private static final long STACK_BYTES = (512 << 10) + (128 << 10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long GIVE_WAY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final AtomicReferenceFieldUpdater<GovernedThread, GovernedCall> CALL =
            AtomicReferenceFieldUpdater.newUpdater(GovernedThread.class, GovernedCall.class, "call");

    private final CallMeter meter = new CallMeter(this);
    private volatile GovernedCall call;
    private long gaveWayAt;
    private MemoryGate memory;
    private boolean begun;

    public GovernedThread(Runnable work, String name) {
        super(null, work, name, STACK_BYTES, false);
        setDaemon(true);
        setContextClassLoader(null);
        setUncaughtExceptionHandler(GovernedThread::ended);
    }

    // Whoever prints what an extension threw runs its code, here where no call's budget ends it.
    private static void ended(Thread thread, Throwable thrown) {
        LOG.warn(
                "The thread {} ended with {}",
                thread.getName(),
                thrown.getClass().getName());
    }

    /**
     * Begins the thread's work, once, on the thread itself. Extensions see their threads, each of which is a {@link Runnable} to them:
     * whoever else runs one would do its work a second time, and end its calls under the hands of those who watch them.
     *
     * @throws SecurityException if the JVM is not the caller
     */
    @Override
    public final void run() {
        if (Thread.currentThread() != this || begun) {
            throw new SecurityException("not allowed to extensions: running a thread");
        }
        begun = true;
        serve();
    }

    /** What the thread does until it ends; that which it was made with, unless a subclass knows better. */
    protected void serve() {
        super.run();
    }

    /** Whether it had another gate, or none. */
    final boolean memory(MemoryGate gate) {
        boolean other = memory != gate;
        memory = gate;
        return other;
    }

    /** Measures the calls that it runs. */
    public final CallMeter meter() {
        return meter;
    }

    /** The call that the thread runs or is about to run, null if none. */
    public final GovernedCall call() {
        GovernedCall present = call;
        return present == Retired.INSTANCE ? null : present;
    }

    /** Hands the thread its next call; false if it has one, or takes none any more. */
    public final boolean take(GovernedCall next) {
        return CALL.compareAndSet(this, null, next);
    }

    /** The thread, which is the present one, is done with its call and can be handed another. */
    public final void free() {
        CALL.lazySet(this, null);
    }

    /** Has the thread take no call any more, if it does not do so already; false if it has just been handed one. */
    protected final boolean retireIfFree() {
        return CALL.compareAndSet(this, null, Retired.INSTANCE) || call == Retired.INSTANCE;
    }

    /** The thread, which is the present one, takes no call any more and is done with the one that it had. */
    public final void retire() {
        call = Retired.INSTANCE;
    }

    /** For whom the present thread works: an account, or, off the threads of extensions, what stands for all of them. */
    public static Object owner() {
        GovernedCall present = Thread.currentThread() instanceof GovernedThread own ? own.call() : null;
        return present == null ? GovernedThread.class : present.meter().account();
    }

    /** Whoever interrupts it, other calls of the extension among them, its call decides when that takes effect. */
    @Override
    public void interrupt() {
        GovernedCall present = call();
        if (present == null) {
            super.interrupt();
        } else {
            present.interrupt(super::interrupt);
        }
    }

    /**
     * Waits while it is other calls' turn.
     *
     * @throws org.archipel.guard.ExtensionStoppedError if the call is to end; again and again until it has
     */
    final void obey() {
        GovernedCall present = call();
        if (present == null) {
            return;
        }
        if (present.stopped() == null && present.meter().paused()) {
            awaitTurn(present);
        } else {
            giveWay();
        }
        if (memory != null && present.stopped() == null) {
            memory.pass(present);
        }
        Stop order = present.stopped();
        if (order != null) {
            present.follow();
            throw order.error();
        }
    }

    // A thread of the platform that has just woken up otherwise waits for as long as the system lets the loop go on.
    private void giveWay() {
        long now = System.nanoTime();
        if (now - gaveWayAt > GIVE_WAY_NANOS) {
            gaveWayAt = now;
            Thread.yield();
        }
    }

    /**
     * Waits while the heap has no room for so many bytes.
     *
     * @throws OutOfMemoryError if that does not change
     */
    final void makeRoom(long bytes) {
        GovernedCall present = call();
        if (present != null && memory != null && present.stopped() == null) {
            boolean room = memory.room(bytes, present);
            obey();
            if (!room) {
                throw new OutOfMemoryError("no room for " + bytes + " bytes");
            }
        }
    }

    // An interruption is kept for later: a thread that interrupts itself does not get more than its turn.
    private void awaitTurn(GovernedCall present) {
        boolean interrupted = false;
        while (present.stopped() == null && present.meter().paused()) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            interrupt();
        }
    }

    /** What a thread has that takes no call any more. */
    private enum Retired implements GovernedCall {
        INSTANCE;

        @Override
        public CallMeter meter() {
            throw new IllegalStateException();
        }

        @Override
        public boolean stop(Stop order) {
            return false;
        }

        @Override
        public Stop stopped() {
            return null;
        }
    }
}
