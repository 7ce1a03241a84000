package org.archipel.marketplace.internal.reconcile;

import java.util.function.BooleanSupplier;
import org.archipel.marketplace.InstallPhaseListener;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.install.InstallationEvents;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.marketplace.internal.test.OneThreadACall;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.messaging.JobHandler;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PackagePreparation;
import org.archipel.sandbox.SuspensionListener;
import org.osgi.framework.BundleContext;

/** The reconciler and its parts, wired by hand. */
public final class ReconcilerRig implements AutoCloseable {
    private final Reconciler reconciler;
    private final ChangeHandler handler;
    private final InstallationRecords records;
    private final SuspendedInstallations suspensions;

    public ReconcilerRig(
            BundleContext context,
            Settings settings,
            UnitOfWork work,
            InstallationEvents events,
            InstallPlanner planner,
            PackageStore packages,
            PackageGate gate,
            PackageTrust trust,
            PackagePreparation preparation,
            ExtensionRuntime runtime,
            ExtensionData data,
            InstallPhaseListener... listeners) {
        var phaseListeners = new PhaseListeners();
        for (var listener : listeners) {
            phaseListeners.add(listener);
        }
        records = new InstallationRecords(work, events, settings, data);
        var bundles = new ExtensionBundles(context, new OneThreadACall(), settings);
        var transitions = new Transitions(
                phaseListeners, records, planner, packages, gate, trust, preparation, runtime, bundles, settings);
        var platform = new OpenPlatform((BooleanSupplier) () -> true);
        reconciler = new Reconciler(records, transitions, bundles, runtime, platform);
        suspensions = new SuspendedInstallations(records, reconciler);
        handler = new ChangeHandler(records, transitions, reconciler, platform);
    }

    public JobHandler handler() {
        return handler;
    }

    /** Who is told when the sandbox suspends an installation. */
    public SuspensionListener suspensions() {
        return suspensions;
    }

    /** Runs the purge, as the housekeeping does at intervals. */
    public void purge() {
        records.purge();
    }

    @Override
    public void close() {
        suspensions.stop();
        reconciler.stop();
    }
}
