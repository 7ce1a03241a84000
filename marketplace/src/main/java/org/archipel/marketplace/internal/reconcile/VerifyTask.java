package org.archipel.marketplace.internal.reconcile;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.pricing.Activation;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.sandbox.PackageGate;

/**
 * Reads the package from the store: it has to be the one that was published and signed, and to pass the gate of today. A trial begins
 * when the change is recorded; a restart records nothing.
 */
final class VerifyTask implements PhaseTask {
    private final InstallationRecords records;
    private final PackageStore packages;
    private final PackageGate gate;
    private final PackageTrust trust;
    private final Activation activation;

    VerifyTask(
            InstallationRecords records,
            PackageStore packages,
            PackageGate gate,
            PackageTrust trust,
            Activation activation) {
        this.records = records;
        this.packages = packages;
        this.gate = gate;
        this.trust = trust;
        this.activation = activation;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.VERIFIED;
    }

    @Override
    public void run(Transition transition) {
        var version = records.published(
                transition.installation().extensionId(), transition.target().version());
        records.requireInstallable(transition.kind(), version);
        trust.verify(version);
        activation.admit(transition.info(), version);
        if (transition.job().isEmpty()) {
            activation.begin(transition.info(), version);
        }
        var file = packages.verified(version.packageHash());
        var report = gate.inspect(file);
        if (!report.accepted() || !report.sha256().equals(version.packageHash())) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the package does not pass the gate any more");
        }
        transition.verified(version.descriptor(), file);
    }

    /** The terms of the version that works on are in force again. */
    @Override
    public void undo(Transition transition) {
        transition
                .before()
                .ifPresent(before -> activation.readmit(
                        transition.info(),
                        records.published(transition.installation().extensionId(), before.version())));
    }
}
