package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import org.archipel.marketplace.InstallPhase;
import org.archipel.sandbox.ExtensionRuntime;

/** Lets the calls in flight leave the bundles that go. */
final class DrainTask implements PhaseTask {
    private final LeavingBundles leaving;
    private final ExtensionRuntime runtime;
    private final Duration limit;

    DrainTask(LeavingBundles leaving, ExtensionRuntime runtime, Duration limit) {
        this.leaving = leaving;
        this.runtime = runtime;
        this.limit = limit;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.DRAINED;
    }

    @Override
    public boolean applies(Transition transition) {
        return !leaving.of(transition).isEmpty();
    }

    @Override
    public void run(Transition transition) {
        leaving.of(transition).forEach(location -> runtime.drain(location, limit));
    }
}
