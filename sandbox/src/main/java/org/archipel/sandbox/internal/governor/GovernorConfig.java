package org.archipel.sandbox.internal.governor;

import java.time.Duration;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.sandbox.internal.config.NodeSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The budgets of extensions, settings {@code archipel.extension.*}; the standards are in {@code docs/sandbox/governor.md}. */
@Component(service = GovernorConfig.class)
public final class GovernorConfig {
    private final NodeSettings settings;

    @Activate
    public GovernorConfig(BundleContext context) {
        this.settings = new NodeSettings(context);
    }

    /** What one call of an extension point may use. */
    public CallBudget callBudget(Class<?> type) {
        return type == ScheduledTask.class ? taskBudget() : callBudget();
    }

    /** What one call may use unless there is a budget for its kind. */
    public CallBudget callBudget() {
        return new CallBudget(
                settings.seconds("archipel.extension.call-limit-seconds", 10),
                settings.millis("archipel.extension.call-cpu-millis", 5_000),
                settings.mebibytes("archipel.extension.call-allocation-mebibytes", 1_024));
    }

    /** What one REST request may use. */
    public CallBudget requestBudget() {
        return callBudget().within(settings.seconds("archipel.extension.request-limit-seconds", 30));
    }

    /** What one run of a task, or one batch of calls, may use. */
    public CallBudget taskBudget() {
        return new CallBudget(
                settings.seconds("archipel.extension.task-limit-seconds", 300),
                settings.millis("archipel.extension.task-cpu-millis", 60_000),
                settings.mebibytes("archipel.extension.task-allocation-mebibytes", 16_384));
    }

    /** Processor time that all calls of an installation may use in a minute. */
    Duration cpuPerMinute() {
        return settings.millis("archipel.extension.minute-cpu-millis", 60_000);
    }

    /** Bytes that all calls of an installation may allocate in a minute. */
    long allocationPerMinute() {
        return settings.mebibytes("archipel.extension.minute-allocation-mebibytes", 65_536);
    }

    /** Calls of an installation that may begin in a minute. */
    long callsPerMinute() {
        return settings.number("archipel.extension.minute-calls", 600_000);
    }

    /** Characters that an installation may write to its log in a minute. */
    long logPerMinute() {
        return settings.mebibytes("archipel.extension.minute-log-mebibytes", 4);
    }

    /** Characters of records that an installation may write in a minute. */
    long recordsPerMinute() {
        return settings.mebibytes("archipel.extension.minute-records-mebibytes", 64);
    }

    /** Characters of events that an installation may publish in a minute. */
    long eventsPerMinute() {
        return settings.mebibytes("archipel.extension.minute-events-mebibytes", 64);
    }

    /** Calls of one installation that run at a time, each on a thread. */
    public int parallelCalls() {
        return settings.number("archipel.extension.parallel-calls", 16);
    }

    /** Calls of all extensions that compute for long at a time; the others take turns with them. 0 for no bound. */
    int parallelComputations() {
        return settings.number(
                "archipel.extension.parallel-computations",
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** Threads that did not come back from a call, before the installation is disabled. */
    public int abandonedThreads() {
        return settings.number("archipel.extension.abandoned-threads", 4);
    }

    /** Calls past their budget within the window, at which an installation is suspended; 0 for never. */
    public int strikes() {
        return settings.number("archipel.extension.suspend-after", 5);
    }

    /** How long a call past its budget is remembered. */
    public Duration strikeWindow() {
        return settings.seconds("archipel.extension.suspend-window-seconds", 300);
    }
}
