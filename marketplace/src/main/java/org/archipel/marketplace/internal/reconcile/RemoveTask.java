package org.archipel.marketplace.internal.reconcile;

import org.archipel.marketplace.InstallPhase;

/** Uninstalls the bundles that go. */
final class RemoveTask implements PhaseTask {
    private final LeavingBundles leaving;
    private final ExtensionBundles bundles;

    RemoveTask(LeavingBundles leaving, ExtensionBundles bundles) {
        this.leaving = leaving;
        this.bundles = bundles;
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
        leaving.of(transition).forEach(bundles::remove);
    }
}
