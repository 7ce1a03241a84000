package org.archipel.marketplace.internal.reconcile;

import org.archipel.marketplace.InstallPhase;

/** One phase of a transition. */
interface PhaseTask {
    InstallPhase phase();

    /** Whether the transition needs it. */
    default boolean applies(Transition transition) {
        return true;
    }

    /** Does it; may be repeated. A thrown exception undoes the phases before it. */
    void run(Transition transition);

    /** Takes back what {@link #run} did, or began to do. */
    default void undo(Transition transition) {}
}
