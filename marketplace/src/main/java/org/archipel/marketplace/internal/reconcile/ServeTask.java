package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import org.archipel.marketplace.InstallPhase;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;

/** Lets calls go to the new bundle; taken back, they go to the old one again. */
final class ServeTask implements PhaseTask {
    private final ExtensionRuntime runtime;
    private final Duration drainLimit;

    ServeTask(ExtensionRuntime runtime, Duration drainLimit) {
        this.runtime = runtime;
        this.drainLimit = drainLimit;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.SERVING;
    }

    @Override
    public void run(Transition transition) {
        runtime.serve(transition.location());
    }

    @Override
    public void undo(Transition transition) {
        transition
                .before()
                .map(before -> Island.location(transition.installation().id(), before.version()))
                .filter(location -> !location.equals(transition.location()))
                .ifPresent(runtime::serve);
        runtime.drain(transition.location(), drainLimit);
    }
}
