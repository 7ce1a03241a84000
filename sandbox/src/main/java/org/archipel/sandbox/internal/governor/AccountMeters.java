package org.archipel.sandbox.internal.governor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Shows what an installation uses on this node, by extension and organization, for Micrometer's registry. */
final class AccountMeters {
    private static final double NANOS = 1e9;

    private final Account account;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    AccountMeters(Account account, String extensionId) {
        this.account = account;
        this.tags = Tags.of("extension", extensionId, "organization", account.organizationId());
        counter("calls", usage -> usage.calls, 1, null);
        counter("errors", usage -> usage.errors, 1, null);
        counter("timeouts", usage -> usage.timeouts, 1, null);
        counter("stops", usage -> usage.stops, 1, null);
        counter("time", usage -> usage.wallNanos, NANOS, "seconds");
        counter("cpu", usage -> usage.cpuNanos, NANOS, "seconds");
        counter("allocated", usage -> usage.allocatedBytes, 1, "bytes");
        counter("log.characters", usage -> usage.logCharacters, 1, null);
        gauge("threads", Account::threads);
        gauge("threads.abandoned", Account::abandonedThreads);
    }

    private void counter(String name, Function<Usage, LongAdder> count, double unit, String unitName) {
        meters.add(FunctionCounter.builder("archipel.extension." + name, account, present -> present.sum(count) / unit)
                .tags(tags)
                .baseUnit(unitName)
                .register(Metrics.globalRegistry));
    }

    private void gauge(String name, Function<Account, Number> value) {
        meters.add(Gauge.builder(
                        "archipel.extension." + name,
                        account,
                        present -> value.apply(present).doubleValue())
                .tags(tags)
                .register(Metrics.globalRegistry));
    }

    /** Removes them if they show that account; whether they do. */
    boolean removeIfOf(Account other) {
        if (account == other) {
            remove();
        }
        return account == other;
    }

    void remove() {
        meters.forEach(Metrics.globalRegistry::remove);
    }
}
