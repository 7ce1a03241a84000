package org.archipel.sandbox.internal.governor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.archipel.guard.GuestThread;

/**
 * A thread that runs calls of one extension and nothing else, so that it can be given up. It takes nothing over from the thread that
 * made it.
 */
public class GovernedThread extends Thread implements GuestThread {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private GovernedCall call;

    public GovernedThread(Runnable work, String name) {
        super(null, work, name, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }

    /** The call that the thread runs, null if none; asked and set by the thread itself. */
    public final GovernedCall call() {
        return call;
    }

    public final void call(GovernedCall present) {
        call = present;
    }

    /**
     * Waits while it is other calls' turn.
     *
     * @throws org.archipel.guard.ExtensionStoppedError if the call is to end; again and again until it has
     */
    final void obey() {
        if (call == null) {
            return;
        }
        if (call.stopped() == null && call.meter().paused()) {
            awaitTurn();
        }
        Stop order = call.stopped();
        if (order != null) {
            throw order.error();
        }
    }

    // An interruption is kept for later: a thread that interrupts itself does not get more than its turn.
    private void awaitTurn() {
        boolean interrupted = false;
        while (call.stopped() == null && call.meter().paused()) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            interrupt();
        }
    }
}
