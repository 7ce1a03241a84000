package org.archipel.marketplace.internal.reconcile;

import org.archipel.marketplace.InstallPhase;

/** Starts the bundle; taken back with its removal. */
final class StartTask implements PhaseTask {
    private final ExtensionBundles bundles;

    StartTask(ExtensionBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.STARTED;
    }

    @Override
    public void run(Transition transition) {
        bundles.start(transition.location());
    }
}
