package org.archipel.benchmarks.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.transform.TransformFunction;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.Governor;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.governor.Suspensions;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.framework.BundleContext;

/** The call boundary and its governor without a framework around them. */
record MeasuredBoundary(Islands islands, GuardedCalls calls, Governor governor, Accounts accounts)
        implements AutoCloseable {
    private static final String BUDGETS = "archipel.extension.";

    static MeasuredBoundary of(Map<String, String> settings) {
        GovernorConfig config = new GovernorConfig(context(settings));
        Governor governor = new Governor(config);
        Accounts accounts = new Accounts(config);
        Islands islands = new Islands();
        GuardedCalls calls =
                new GuardedCalls(islands, config, governor, accounts, new Suspensions(), new LogRings(accounts));
        return new MeasuredBoundary(islands, calls, governor, accounts);
    }

    /** One in which nothing but the cost of a call ends it. */
    static MeasuredBoundary withoutBudgets() {
        return of(Map.of(
                BUDGETS + "minute-calls", "0",
                BUDGETS + "minute-cpu-millis", "0",
                BUDGETS + "minute-allocation-mebibytes", "0",
                BUDGETS + "task-cpu-millis", "600000",
                BUDGETS + "task-allocation-mebibytes", "1000000",
                BUDGETS + "suspend-after", "0"));
    }

    // All that the settings ask of it are properties.
    private static BundleContext context(Map<String, String> settings) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> settings.get((String) arguments[0]));
    }

    /** The function as one of an extension of its own. */
    TransformFunction guard(TransformFunction function) {
        String installation = UUID.randomUUID().toString();
        String location = Island.location(installation, "1.0.0");
        islands.admit(new Island(
                location,
                new InstallationInfo(installation, UUID.randomUUID().toString(), "org.example.measured", "1.0.0"),
                List.of(),
                JsonNodeFactory.instance.objectNode()));
        return calls.guard(TransformFunction.class, function, location);
    }

    @Override
    public void close() {
        calls.stop();
        governor.close();
    }
}
