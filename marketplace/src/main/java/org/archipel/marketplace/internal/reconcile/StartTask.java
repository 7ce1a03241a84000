package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import org.archipel.marketplace.InstallPhase;
import org.archipel.sandbox.ExtensionRuntime;

/** Starts the bundle and activates its components, each within the limit; taken back with its removal. */
final class StartTask implements PhaseTask {
    private final ExtensionBundles bundles;
    private final ExtensionRuntime runtime;
    private final Duration limit;

    StartTask(ExtensionBundles bundles, ExtensionRuntime runtime, Duration limit) {
        this.bundles = bundles;
        this.runtime = runtime;
        this.limit = limit;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.STARTED;
    }

    @Override
    public void run(Transition transition) {
        bundles.start(transition.location());
        runtime.activate(transition.location(), limit);
    }
}
