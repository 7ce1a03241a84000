package org.archipel.marketplace.internal.reconcile;

import org.archipel.marketplace.InstallPhase;

/** Writes the new state; from here on a crash leads to it. */
final class RecordTask implements PhaseTask {
    private final InstallationRecords records;

    RecordTask(InstallationRecords records) {
        this.records = records;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.RECORDED;
    }

    @Override
    public boolean applies(Transition transition) {
        return transition.job().isPresent();
    }

    @Override
    public void run(Transition transition) {
        transition.recorded(records.reached(transition, transition.job().orElseThrow()));
    }
}
