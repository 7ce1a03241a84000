package org.archipel.sandbox.internal.boundary;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.sandbox.ExtensionStatistics;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.CallBudget;
import org.archipel.sandbox.internal.governor.Governor;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.governor.MemoryUsers;
import org.archipel.sandbox.internal.governor.Suspensions;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the threads and counters of every admitted island. */
@Component(service = {CallBoundary.class, ExtensionStatistics.class, GuardedCalls.class})
public final class GuardedCalls implements CallBoundary, ExtensionStatistics, MemoryUsers {
    // An extension that allocated less is not why the heap is full.
    private static final long CONSIDERABLE = 16L << 20;
    private static final int SERVER_ERROR = 500;

    private final Islands islands;
    private final GovernorConfig config;
    private final Governor governor;
    private final Accounts accounts;
    private final Suspensions suspensions;
    private final LogRings logs;
    private final Map<String, IslandCalls> byLocation = new ConcurrentHashMap<>();

    @Activate
    public GuardedCalls(
            @Reference Islands islands,
            @Reference GovernorConfig config,
            @Reference Governor governor,
            @Reference Accounts accounts,
            @Reference Suspensions suspensions,
            @Reference LogRings logs) {
        this.islands = islands;
        this.config = config;
        this.governor = governor;
        this.accounts = accounts;
        this.suspensions = suspensions;
        this.logs = logs;
        governor.watch(this);
    }

    @Deactivate
    public void stop() {
        governor.watch(MemoryUsers.NONE);
        byLocation.values().forEach(IslandCalls::shutdown);
    }

    private IslandCalls calls(String location) {
        InstallationInfo installation = islands.installation(location);
        return byLocation.computeIfAbsent(
                location,
                absent ->
                        new IslandCalls(installation, config, governor, accounts.of(installation), suspensions, logs));
    }

    @Override
    public <T> T guard(Class<T> type, T service, String location) {
        return guard(type, () -> service, service.getClass().getClassLoader(), location);
    }

    /**
     * As {@link #guard(Class, Object, String)} for a service that is fetched on the extension's thread, since fetching may run its
     * code.
     */
    public <T> T guard(Class<T> type, Supplier<T> service, ClassLoader loader, String location) {
        return guard(type, service, loader, location, () -> {});
    }

    /** @param admission asked before every call, of the service's sessions too; throws if it may not be called now */
    public <T> T guard(Class<T> type, Supplier<T> service, ClassLoader loader, String location, Runnable admission) {
        return GuardedService.of(type, service, loader, calls(location), config.callBudget(type), admission);
    }

    @Override
    public void run(String location, Duration limit, Runnable work) {
        calls(location).run(() -> "platform work", config.callBudget().within(limit), () -> {
            work.run();
            return null;
        });
    }

    @Override
    public <T> T batch(Object guarded, Duration limit, Supplier<T> work) {
        IslandCalls calls = GuardedService.islandOf(guarded);
        return calls.call(() -> "a batch", config.taskBudget().within(limit), null, () -> HostTime.spend(work));
    }

    /**
     * Runs work of the platform on a thread of the island, within the usual budget, and translates its failure; the result is not
     * copied. It is not counted among the calls of the extension.
     */
    public <T> T ask(String location, String what, Duration limit, Callable<T> work) {
        return calls(location).ask(() -> what, config.callBudget().within(limit), null, work);
    }

    /** Runs a call of a client likewise, within a budget and under the extension's class loader. */
    public <T> T call(String location, String what, CallBudget budget, ClassLoader loader, Callable<T> work) {
        return calls(location).call(() -> what, budget, loader, work);
    }

    /** A client's request was answered, or, by the status, failed. */
    public void requested(String location, int status) {
        Optional.ofNullable(byLocation.get(location)).ifPresent(calls -> {
            if (status < SERVER_ERROR) {
                calls.tally().answered();
            } else {
                calls.tally().failedRequest();
            }
        });
    }

    /** An extension's exception was made a response. */
    public void fault(String location) {
        Optional.ofNullable(byLocation.get(location))
                .ifPresent(calls -> calls.tally().fault());
    }

    /** How the calls of clients ended since the island was opened; nothing if there were none. */
    public CallOutcomes outcomes(String location) {
        return Optional.ofNullable(byLocation.get(location))
                .map(calls -> calls.tally().outcomes())
                .orElse(CallOutcomes.NONE);
    }

    /** Keeps the island occupied until {@link #exit}; false if it is closed. */
    public boolean enter(String location) {
        return islands.find(location).isPresent() && calls(location).enter();
    }

    public void exit(String location) {
        Optional.ofNullable(byLocation.get(location)).ifPresent(IslandCalls::exit);
    }

    /** Lets calls in again after {@link #close}; services that were guarded before stay closed. */
    public void open(String location) {
        byLocation.computeIfPresent(
                location, (key, calls) -> calls.admission().occupancy().closed() ? null : calls);
    }

    /** Waits until the island is empty, then lets nobody in; interrupts past the deadline. */
    public void close(String location, Duration deadline) {
        Optional.ofNullable(byLocation.get(location)).ifPresent(calls -> calls.close(deadline));
    }

    /** Lets nobody in any island any more, and interrupts those inside without waiting for them. */
    public void closeAll() {
        byLocation.values().forEach(IslandCalls::closeAtOnce);
    }

    /** Ends the island's threads and forgets it. */
    public void forget(String location) {
        Optional.ofNullable(byLocation.remove(location)).ifPresent(IslandCalls::shutdown);
    }

    @Override
    public long allocated() {
        long sum = 0;
        for (Account account : accounts.all()) {
            sum += account.allocatedLately();
        }
        return sum;
    }

    @Override
    public void calm() {
        accounts.all().forEach(Account::calm);
    }

    @Override
    public void exhausted() {
        byLocation.values().stream()
                .filter(calls -> !calls.admission().suspended() && calls.allocatedLately() >= CONSIDERABLE)
                .max(Comparator.comparingLong(IslandCalls::allocatedLately))
                .ifPresent(IslandCalls::suspendForMemory);
    }

    @Override
    public Optional<Figures> of(String organizationId, String installationId) {
        return accounts.find(organizationId, installationId).map(this::figures);
    }

    private Figures figures(Account account) {
        List<IslandCalls> islandsOf = byLocation.values().stream()
                .filter(calls -> calls.installation().installationId().equals(account.installationId()))
                .toList();
        return new Figures(
                account.used(),
                islandsOf.stream().mapToInt(IslandCalls::runningCalls).sum(),
                account.abandonedThreads(),
                islandsOf.stream().map(IslandCalls::admission).anyMatch(Admission::disabled),
                islandsOf.stream().map(IslandCalls::admission).anyMatch(Admission::suspended));
    }
}
