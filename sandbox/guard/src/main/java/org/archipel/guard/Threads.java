package org.archipel.guard;

/** What is left of threads. */
public final class Threads {
    private Threads() {}

    /** Interrupts the present thread; another may work for somebody else by now. */
    public static void interrupt(Thread thread) {
        if (thread != Thread.currentThread()) {
            throw new SecurityException("not allowed to extensions: interrupting another thread");
        }
        thread.interrupt();
    }
}
