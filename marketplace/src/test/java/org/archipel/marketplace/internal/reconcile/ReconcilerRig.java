package org.archipel.marketplace.internal.reconcile;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.archipel.api.extension.Health;
import org.archipel.marketplace.InstallPhaseListener;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.install.Deprecations;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.InstallationEvents;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.Notices;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.install.Revocations;
import org.archipel.marketplace.internal.install.RunningSetups;
import org.archipel.marketplace.internal.install.UpdatePolicies;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.marketplace.internal.pricing.Activation;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.marketplace.internal.pricing.Purchases;
import org.archipel.marketplace.internal.test.OneThreadACall;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.messaging.JobHandler;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.ExtensionQuotas;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PackagePreparation;
import org.archipel.sandbox.SuspensionListener;
import org.osgi.framework.BundleContext;

/** The reconciler and its parts, wired by hand. */
public final class ReconcilerRig implements AutoCloseable {
    private final Reconciler reconciler;
    private final ChangeHandler handler;
    private final InstallationEvents events;
    private final InstallationRecords records;
    private final SuspendedInstallations suspensions;
    private final ExtensionBundles bundles;
    private final ExtensionRuntime runtime;
    private final Dependencies dependencies;
    private ProbationWatch probations;
    private UnneededCompanions companions;
    private AutomaticUpdates updates;
    private RevocationHandler revocations;

    public ReconcilerRig(
            BundleContext context,
            Settings settings,
            UnitOfWork work,
            InstallationEvents events,
            InstallPlanner planner,
            Dependencies dependencies,
            PackageStore packages,
            PackageGate gate,
            PackageTrust trust,
            Activation activation,
            PackagePreparation preparation,
            ExtensionRuntime runtime,
            ExtensionData data,
            Entitlements entitlements,
            InstallPhaseListener... listeners) {
        var phaseListeners = new PhaseListeners();
        for (var listener : listeners) {
            phaseListeners.add(listener);
        }
        this.events = events;
        records = new InstallationRecords(work, events, settings, data, entitlements);
        this.runtime = runtime;
        this.dependencies = dependencies;
        bundles = new ExtensionBundles(context, new OneThreadACall(), runtime, settings);
        var transitions = new Transitions(
                phaseListeners,
                records,
                planner,
                dependencies,
                packages,
                gate,
                trust,
                activation,
                preparation,
                runtime,
                bundles,
                settings);
        var platform = new OpenPlatform((BooleanSupplier) () -> true);
        reconciler = new Reconciler(records, transitions, bundles, runtime, platform);
        suspensions = new SuspendedInstallations(records, reconciler);
        handler = new ChangeHandler(records, transitions, reconciler, platform);
    }

    /** Adds what places orders by itself. */
    public void watch(
            UnitOfWork work,
            Drafts drafts,
            Orders orders,
            Installations installations,
            UpdatePolicies policies,
            Revocations taken,
            Notices notices,
            Entitlements entitlements) {
        probations = new ProbationWatch(new ProbationRecords(work, events), bundles, runtime, drafts, orders);
        updates = new AutomaticUpdates(work, policies, installations, drafts, orders, notices, entitlements);
        companions = new UnneededCompanions(records, dependencies, drafts, orders);
        // Tests look when they want to: a look of their own accord could come in between.
        probations.stop();
        companions.stop();
        updates.stop();
        revocations = new RevocationHandler(records, taken, drafts, orders, notices, installations);
    }

    public JobHandler revocationHandler() {
        return revocations;
    }

    public JobHandler deprecationHandler(Deprecations deprecations, Notices notices) {
        return new DeprecationHandler(records, deprecations, notices);
    }

    public void watchProbations() {
        probations.pass();
    }

    public void takeBackCompanions() {
        companions.pass();
    }

    /** Compares this node with the database, as it does at intervals. */
    public void look() {
        reconciler.pass();
    }

    /** Stops the bundles of extensions. */
    public void stopExtensions() {
        bundles.stop();
    }

    public Health health() {
        return new ExtensionsHealth(reconciler).check();
    }

    public void updateAutomatically(Instant now) {
        updates.pass(now);
    }

    public RunningSetups runningSetups() {
        return reconciler;
    }

    public JobHandler handler() {
        return handler;
    }

    /** Who is told when the sandbox suspends an installation. */
    public SuspensionListener suspensions() {
        return suspensions;
    }

    /** Holds everything to its terms, as the keeper does at intervals. */
    public void holdToTerms(UnitOfWork work, Entitlements entitlements, Purchases purchases, ExtensionQuotas quotas) {
        var keeper = new TermsKeeper(work, entitlements, purchases, quotas, suspensions);
        try {
            keeper.holdAll();
        } finally {
            keeper.stop();
        }
    }

    /** Runs the purge, as the housekeeping does at intervals. */
    public void purge() {
        records.purge();
    }

    @Override
    public void close() {
        suspensions.stop();
        reconciler.stop();
        bundles.stop();
    }
}
