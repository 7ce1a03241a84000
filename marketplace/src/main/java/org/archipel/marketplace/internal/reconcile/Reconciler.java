package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.install.RunningSetups;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node's extension bundles to what the database says: when the platform has started, when something changed, and again
 * and again. One thread
 * at a time works on an installation. What does not start is tried a few times with growing pauses and then recorded as failed.
 */
@Component(
        service = {Reconciler.class, RunningSetups.class},
        immediate = true)
public final class Reconciler implements RunningSetups {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int WORKERS = 2;

    private final InstallationRecords records;
    private final Transitions transitions;
    private final ExtensionBundles bundles;
    private final ExtensionRuntime runtime;
    private final OpenPlatform platform;
    private final ScheduledExecutorService workers;
    private final KeyedLocks locks = new KeyedLocks();
    /** What this node did last for an installation. */
    private final Map<String, Setup> settled = new ConcurrentHashMap<>();

    private final CompletableFuture<Void> firstPass = new CompletableFuture<>();
    private final Map<String, StartAttempts> attempts = new ConcurrentHashMap<>();
    private final UnreadableInstallations unreadable = new UnreadableInstallations();

    @Activate
    public Reconciler(
            @Reference InstallationRecords records,
            @Reference Transitions transitions,
            @Reference ExtensionBundles bundles,
            @Reference ExtensionRuntime runtime,
            @Reference OpenPlatform platform) {
        this.records = records;
        this.transitions = transitions;
        this.bundles = bundles;
        this.runtime = runtime;
        this.platform = platform;
        this.workers = DaemonThreads.timer(WORKERS, DaemonThreads.named("archipel-reconciler"));
        workers.scheduleWithFixedDelay(this::pass, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        workers.shutdownNow();
    }

    /** Has an installation looked at soon. */
    public void wake(String installationId) {
        workers.execute(() -> {
            if (platform.await()) {
                reconcile(installationId);
            }
        });
    }

    /** Runs work on an installation while nothing else works on it here. */
    <T> T alone(String installationId, Supplier<T> work) {
        return locks.call(installationId, work);
    }

    /** Remembers that this node is where the database is. The caller holds the installation. */
    void settled(Installation installation) {
        attempts.remove(installation.id());
        if (installation.active()) {
            settled.put(installation.id(), installation.actual().orElseThrow());
        } else {
            settled.remove(installation.id());
        }
    }

    /** Brings the bundles of one installation to what the database says of it. The caller holds the installation. */
    void restore(Installation installation) {
        var wanted = installation.actual().filter(setup -> installation.active());
        if (wanted.isEmpty()) {
            removeAll(installation.id());
        } else if (isSettled(installation, wanted.get())) {
            tellOfChange(installation, wanted.get());
        } else {
            transitions.run(new Transition(ChangeKind.RESTORE, installation, wanted.get(), Optional.empty()));
        }
        settled(installation);
    }

    private boolean isSettled(Installation installation, Setup wanted) {
        var last = settled.get(installation.id());
        return last != null
                && last.version().equals(wanted.version())
                && bundles.locations(installation.id()).size() == 1
                && bundles.isRunning(
                        new Transition(ChangeKind.RESTORE, installation, wanted, Optional.empty()).location());
    }

    /** Grants and configuration change without a new bundle. */
    private void tellOfChange(Installation installation, Setup wanted) {
        if (!settled.get(installation.id()).equals(wanted)) {
            runtime.change(installation.id(), wanted.grants(), wanted.config());
        }
    }

    @Override
    public void follow(String installationId) {
        locks.run(
                installationId,
                () -> records.find(installationId).filter(Installation::active).ifPresent(this::follow));
    }

    /** What is written down is what the runtime was told last, or the next pass would not see that the database went back. */
    private void follow(Installation installation) {
        var wanted = installation.actual().orElseThrow();
        runtime.change(installation.id(), wanted.grants(), wanted.config());
        settled.computeIfPresent(
                installation.id(), (id, last) -> last.version().equals(wanted.version()) ? wanted : last);
    }

    /** Whether this node has looked at every installation once since it started. */
    boolean ready() {
        return firstPass.isDone();
    }

    /** How many installations do not start and are tried again. */
    int struggling() {
        return attempts.size();
    }

    /** How many installations are left as they are because nobody can read what the database says of them. */
    int unreadable() {
        return unreadable.count();
    }

    /** Looks at every installation once. */
    void pass() {
        if (!platform.await()) {
            return;
        }
        try {
            Set<String> ids = new HashSet<>();
            var look = records.look();
            unreadable.found(look.unreadable());
            look.active().forEach(installation -> ids.add(installation.id()));
            bundles.locations().stream()
                    .map(ExtensionBundles::installationOf)
                    .filter(id -> !id.startsWith(Island.DEVELOPMENT_PREFIX))
                    .filter(id -> !unreadable.contains(id))
                    .forEach(ids::add);
            ids.addAll(bundles.withHanging());
            var all = ids.stream()
                    .map(id -> CompletableFuture.runAsync(() -> reconcile(id), workers))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).whenComplete((done, failure) -> passed());
        } catch (RuntimeException e) {
            LOG.warn(
                    "the extensions of this node could not be compared with the database; the next pass tries again",
                    e);
        }
    }

    private void passed() {
        runtime.restored();
        firstPass.complete(null);
    }

    private void reconcile(String installationId) {
        try {
            locks.run(installationId, () -> tryOnce(installationId));
        } catch (RuntimeException e) {
            LOG.warn("installation {} could not be looked at; the next pass tries again", installationId, e);
        }
    }

    private void tryOnce(String installationId) {
        bundles.removeHanging(installationId);
        var tries = attempts.getOrDefault(installationId, StartAttempts.NONE);
        if (!tries.due()) {
            return;
        }
        var installation = records.find(installationId).orElse(null);
        if (installation == null) {
            removeAll(installationId);
            return;
        }
        try {
            restore(installation);
        } catch (PlatformException e) {
            failed(installation, tries.another(), e);
        }
    }

    private void failed(Installation installation, StartAttempts tries, PlatformException failure) {
        if (tries.exhausted()) {
            LOG.error("{} does not start and is not tried again: {}", installation.extensionId(), failure.getMessage());
            attempts.remove(installation.id());
            records.broken(installation, failure.getMessage());
            return;
        }
        attempts.put(installation.id(), tries);
        workers.schedule(() -> reconcile(installation.id()), tries.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void removeAll(String installationId) {
        settled.remove(installationId);
        for (var location : bundles.locations(installationId)) {
            runtime.drain(location, Duration.ZERO);
            bundles.remove(location);
        }
    }
}
