package org.archipel.marketplace.internal.reconcile;

import org.archipel.marketplace.InstallPhase;
import org.archipel.sandbox.ExtensionRuntime;

/** Uninstalls the bundles that go, then lets the sandbox forget them. */
final class RemoveTask implements PhaseTask {
    private final LeavingBundles leaving;
    private final ExtensionBundles bundles;
    private final ExtensionRuntime runtime;

    RemoveTask(LeavingBundles leaving, ExtensionBundles bundles, ExtensionRuntime runtime) {
        this.leaving = leaving;
        this.bundles = bundles;
        this.runtime = runtime;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.REMOVED;
    }

    @Override
    public boolean applies(Transition transition) {
        return !leaving.of(transition).isEmpty();
    }

    @Override
    public void run(Transition transition) {
        for (var location : leaving.of(transition)) {
            bundles.remove(location);
            runtime.dismiss(location);
        }
    }
}
