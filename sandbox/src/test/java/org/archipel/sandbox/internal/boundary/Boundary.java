package org.archipel.sandbox.internal.boundary;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.Governor;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.governor.Suspensions;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;

/** The boundary with its governor, wired by hand. */
record Boundary(GuardedCalls calls, LogRings logs, Governor governor, Accounts accounts, List<Suspension> suspended)
        implements AutoCloseable {
    /** @param settings names and values in turn */
    static Boundary of(String... settings) {
        GovernorConfig config = new GovernorConfig(Settings.context(settings));
        Governor governor = new Governor(config);
        Accounts accounts = new Accounts(config);
        LogRings logs = new LogRings(accounts);
        List<Suspension> suspended = new CopyOnWriteArrayList<>();
        Suspensions suspensions = new Suspensions();
        suspensions.addListener(suspended::add);
        GuardedCalls calls = new GuardedCalls(LiveIslands.ISLANDS, config, governor, accounts, suspensions, logs);
        return new Boundary(calls, logs, governor, accounts, suspended);
    }

    @Override
    public void close() {
        calls.stop();
        governor.close();
    }
}
