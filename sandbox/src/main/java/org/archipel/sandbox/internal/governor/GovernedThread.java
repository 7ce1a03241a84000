package org.archipel.sandbox.internal.governor;

/**
 * A thread that runs calls of one extension and nothing else, so that it can be given up. It takes nothing over from the thread that
 * made it.
 */
public class GovernedThread extends Thread {
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

    /** @throws org.archipel.guard.ExtensionStoppedError if the call is to end; again and again until it has */
    final void leaveIfOrdered() {
        Stop order = call == null ? null : call.stopped();
        if (order != null) {
            throw order.error();
        }
    }
}
