package org.archipel.marketplace.internal.reconcile;

import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.messaging.JobExecution;

/** Plans again, against the framework as it is when the change begins, and after what it needs has come. */
final class PlanTask implements PhaseTask {
    private final InstallPlanner planner;
    private final Dependencies dependencies;
    private final InstallationRecords records;

    PlanTask(InstallPlanner planner, Dependencies dependencies, InstallationRecords records) {
        this.planner = planner;
        this.dependencies = dependencies;
        this.records = records;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.PLANNED;
    }

    @Override
    public void run(Transition transition) {
        var installation = transition.installation();
        var target = transition.target();
        var version = records.published(installation.extensionId(), target.version());
        dependencies.awaitSettled(
                installation.organizationId(), version, () -> transition.job().ifPresent(JobExecution::checkCancelled));
        var plan = planner.toVersion(
                transition.kind(),
                installation.organizationId(),
                Optional.of(installation),
                version,
                Optional.empty(),
                target.grants(),
                false);
        if (!plan.executable()) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, String.join(" ", plan.problems()));
        }
    }
}
