package org.archipel.marketplace.internal.reconcile;

import java.util.List;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.marketplace.internal.pricing.Activation;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PackagePreparation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Carries out transitions: knows which phases each kind of change takes. Thread-safe over different installations. */
@Component(service = Transitions.class)
public final class Transitions {
    private final TransitionRunner runner;
    private final List<PhaseTask> bring;
    private final List<PhaseTask> restore;
    private final List<PhaseTask> away;

    @Activate
    public Transitions(
            @Reference PhaseListeners listeners,
            @Reference InstallationRecords records,
            @Reference InstallPlanner planner,
            @Reference Dependencies dependencies,
            @Reference PackageStore packages,
            @Reference PackageGate gate,
            @Reference PackageTrust trust,
            @Reference Activation activation,
            @Reference PackagePreparation preparation,
            @Reference ExtensionRuntime runtime,
            @Reference ExtensionBundles bundles,
            @Reference Settings settings) {
        runner = new TransitionRunner(listeners);
        var leaving = new LeavingBundles(bundles);
        var plan = new PlanTask(planner, dependencies, records);
        var verify = new VerifyTask(records, packages, gate, trust, activation);
        var prepare = new PrepareTask(preparation, runtime, settings.prepared());
        var deploy = new DeployTask(bundles);
        var start = new StartTask(bundles);
        var serve = new ServeTask(runtime, settings.drainLimit());
        var record = new RecordTask(records);
        var drain = new DrainTask(leaving, runtime, settings.drainLimit());
        var remove = new RemoveTask(leaving, bundles);
        bring = List.of(
                plan,
                verify,
                prepare,
                deploy,
                start,
                new MigrateTask(runtime),
                new HealthTask(runtime, settings.activationLimit()),
                serve,
                record,
                drain,
                remove);
        restore = List.of(verify, prepare, deploy, start, serve, drain, remove);
        away = List.of(new LeaveTask(dependencies), drain, remove, record);
    }

    /**
     * Takes the transition through its phases.
     *
     * @throws PhaseFailedException if one failed; what was done is undone
     */
    void run(Transition transition) {
        runner.run(
                transition,
                switch (transition.kind()) {
                    case INSTALL, UPDATE, ROLLBACK, ENABLE -> bring;
                    case RESTORE -> restore;
                    case DISABLE, UNINSTALL -> away;
                });
    }
}
