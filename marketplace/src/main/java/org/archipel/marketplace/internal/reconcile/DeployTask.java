package org.archipel.marketplace.internal.reconcile;

import org.archipel.marketplace.InstallPhase;

/** Installs and resolves the bundle. */
final class DeployTask implements PhaseTask {
    private final ExtensionBundles bundles;

    DeployTask(ExtensionBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.DEPLOYED;
    }

    @Override
    public void run(Transition transition) {
        bundles.deploy(transition.location(), transition.prepared());
    }

    @Override
    public void undo(Transition transition) {
        bundles.remove(transition.location());
    }
}
