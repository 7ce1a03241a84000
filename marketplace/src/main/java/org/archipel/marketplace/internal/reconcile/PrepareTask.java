package org.archipel.marketplace.internal.reconcile;

import java.nio.file.Path;
import org.archipel.marketplace.InstallPhase;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.PackagePreparation;

/** Makes the jar for the framework, and has the sandbox ready for it before its first class could load. */
final class PrepareTask implements PhaseTask {
    private final PackagePreparation preparation;
    private final ExtensionRuntime runtime;
    private final Path directory;

    PrepareTask(PackagePreparation preparation, ExtensionRuntime runtime, Path directory) {
        this.preparation = preparation;
        this.runtime = runtime;
        this.directory = directory;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.PREPARED;
    }

    @Override
    public void run(Transition transition) {
        transition.prepared(preparation.prepare(transition.source(), directory));
        runtime.admit(transition.island());
    }

    @Override
    public void undo(Transition transition) {
        runtime.dismiss(transition.location());
    }
}
