package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.InstallPhase;
import org.archipel.sandbox.ExtensionRuntime;

/** Activates the new bundle's components, whose configuration is migrated by now, and asks how it is before any call goes to it. */
final class HealthTask implements PhaseTask {
    private final ExtensionRuntime runtime;
    private final Duration activationLimit;

    HealthTask(ExtensionRuntime runtime, Duration activationLimit) {
        this.runtime = runtime;
        this.activationLimit = activationLimit;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.HEALTHY;
    }

    @Override
    public void run(Transition transition) {
        runtime.activate(transition.location(), activationLimit);
        var health = runtime.health(transition.location());
        if (health.status() == Health.Status.ERROR) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    health.detail().isBlank() ? "its health check says that it does not work" : health.detail());
        }
    }
}
