package org.archipel.marketplace.internal.reconcile;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.messaging.JobExecution;

/** Before an extension is uninstalled: lets those go that need it and go with it, and makes sure that no other came to need it. */
final class LeaveTask implements PhaseTask {
    private final Dependencies dependencies;

    LeaveTask(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.PLANNED;
    }

    @Override
    public boolean applies(Transition transition) {
        return transition.kind() == ChangeKind.UNINSTALL;
    }

    @Override
    public void run(Transition transition) {
        var organization = transition.installation().organizationId();
        var extension = transition.installation().extensionId();
        dependencies.awaitDependentsSettled(
                organization, extension, () -> transition.job().ifPresent(JobExecution::checkCancelled));
        var dependents = dependencies.dependents(organization, extension);
        if (!dependents.isEmpty()) {
            throw new PlatformException(ErrorCode.CONFLICT, "the extension " + dependents.get(0) + " needs it");
        }
    }
}
