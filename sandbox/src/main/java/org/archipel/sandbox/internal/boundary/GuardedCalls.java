package org.archipel.sandbox.internal.boundary;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionStatistics;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the threads and counters of every admitted island. */
@Component(service = {CallBoundary.class, ExtensionStatistics.class, GuardedCalls.class})
public final class GuardedCalls implements CallBoundary, ExtensionStatistics {
    private final Islands islands;
    private final SandboxConfig config;
    private final LogRings logs;
    private final Map<String, IslandCalls> byLocation = new ConcurrentHashMap<>();
    private final Map<String, CallFigures> figures = new ConcurrentHashMap<>();

    @Activate
    public GuardedCalls(@Reference Islands islands, @Reference SandboxConfig config, @Reference LogRings logs) {
        this.islands = islands;
        this.config = config;
        this.logs = logs;
    }

    @Deactivate
    void stop() {
        byLocation.values().forEach(IslandCalls::shutdown);
    }

    private IslandCalls calls(String location) {
        InstallationInfo installation = islands.require(location).installation();
        return byLocation.computeIfAbsent(
                location, absent -> new IslandCalls(installation, config, logs, figures(installation)));
    }

    private CallFigures figures(InstallationInfo installation) {
        return figures.computeIfAbsent(installation.installationId(), absent -> new CallFigures());
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
        return GuardedService.of(type, service, loader, calls(location), config.callLimit(type));
    }

    @Override
    public void run(String location, Duration limit, Runnable work) {
        call(location, "platform work", limit, () -> {
            work.run();
            return null;
        });
    }

    /** Runs work on a thread of the island and translates its failure; what it returns is not copied. */
    public <T> T call(String location, String what, Duration limit, Callable<T> work) {
        return calls(location).call(what, limit, null, work);
    }

    /** As {@link #call(String, String, Duration, Callable)} under the extension's class loader. */
    public <T> T call(String location, String what, Duration limit, ClassLoader loader, Callable<T> work) {
        return calls(location).call(what, limit, loader, work);
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
        byLocation.computeIfPresent(location, (key, calls) -> calls.closed() ? null : calls);
    }

    /** Waits until the island is empty, then lets nobody in; interrupts past the deadline. */
    public void close(String location, Duration deadline) {
        Optional.ofNullable(byLocation.get(location)).ifPresent(calls -> calls.close(deadline));
    }

    /** Ends the island's threads and forgets it. */
    public void forget(String location) {
        Optional.ofNullable(byLocation.remove(location)).ifPresent(IslandCalls::shutdown);
    }

    @Override
    public Optional<Figures> of(String organizationId, String installationId) {
        int running = 0;
        int abandoned = 0;
        boolean disabled = false;
        boolean found = false;
        for (Map.Entry<String, IslandCalls> entry : byLocation.entrySet()) {
            Optional<InstallationInfo> installation =
                    islands.find(entry.getKey()).map(LiveIsland::installation);
            if (installation
                    .filter(info -> matches(info, organizationId, installationId))
                    .isPresent()) {
                found = true;
                running += entry.getValue().runningCalls();
                abandoned += entry.getValue().abandonedThreads();
                disabled |= entry.getValue().disabled();
            }
        }
        CallFigures counted = figures.get(installationId);
        return found && counted != null
                ? Optional.of(snapshot(counted, running, abandoned, disabled))
                : Optional.empty();
    }

    private static boolean matches(InstallationInfo info, String organizationId, String installationId) {
        return info.organizationId().equals(organizationId)
                && info.installationId().equals(installationId);
    }

    private static Figures snapshot(CallFigures counted, int running, int abandoned, boolean disabled) {
        return new Figures(
                counted.calls.sum(),
                counted.errors.sum(),
                counted.timeouts.sum(),
                Duration.ofNanos(counted.nanos.sum()),
                running,
                abandoned,
                disabled);
    }
}
