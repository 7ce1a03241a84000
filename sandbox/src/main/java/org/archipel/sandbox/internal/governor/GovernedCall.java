package org.archipel.sandbox.internal.governor;

/** A running call as the governor sees it. Thread-safe. */
public interface GovernedCall {
    /** What it used, and may use. */
    CallMeter meter();

    /** Orders the call to end; false if it has ended, or was ordered before. */
    boolean stop(Stop order);

    /** The order to end; null while there is none. */
    Stop stopped();

    /** The call's thread is about to follow its order; waits until that is given whole. */
    default void follow() {}

    /**
     * Somebody interrupts the call's thread.
     *
     * @param act does so; run now, or left out if the thread is not to be interrupted, or not yet
     */
    default void interrupt(Runnable act) {
        act.run();
    }
}
