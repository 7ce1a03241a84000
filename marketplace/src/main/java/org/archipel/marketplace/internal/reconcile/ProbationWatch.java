package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.Health;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches versions that were brought by an update for their probation time: one whose health fails twice in a row, that does not
 * start, whose calls fail though its health check says that it works, or that is suspended, is left for the version before.
 */
@Component(service = ProbationWatch.class, immediate = true)
public final class ProbationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ProbationWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int TOLERATED = 1;
    // Fewer say nothing.
    private static final int CALLS_TO_JUDGE = 10;

    private final ProbationRecords records;
    private final ExtensionBundles bundles;
    private final ExtensionRuntime runtime;
    private final Drafts drafts;
    private final Orders orders;
    private final ScheduledExecutorService worker;
    /** How often the health of a bundle failed in a row, by its location. */
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    @Activate
    public ProbationWatch(
            @Reference ProbationRecords records,
            @Reference ExtensionBundles bundles,
            @Reference ExtensionRuntime runtime,
            @Reference Drafts drafts,
            @Reference Orders orders) {
        this.records = records;
        this.bundles = bundles;
        this.runtime = runtime;
        this.drafts = drafts;
        this.orders = orders;
        this.worker = DaemonThreads.timer("archipel-probation");
        worker.scheduleWithFixedDelay(this::pass, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        worker.shutdownNow();
    }

    /** Looks at every installation on probation once. */
    void pass() {
        try {
            var all = records.watched();
            Set<String> watched = all.stream().map(ProbationWatch::location).collect(Collectors.toSet());
            failures.keySet().retainAll(watched);
            all.stream().filter(installation -> !installation.changing()).forEach(this::lookSafely);
        } catch (RuntimeException e) {
            LOG.warn("the new versions of this node could not be looked at; the next pass tries again", e);
        }
    }

    private void lookSafely(Installation installation) {
        try {
            look(installation);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be looked at; the next pass tries again", installation.extensionId(), e);
        }
    }

    private void look(Installation installation) {
        var failure = failure(installation);
        if (failure.isPresent()) {
            leave(installation, failure.get());
        } else if (installation
                .probationUntil()
                .filter(end -> end.isBefore(Instant.now()))
                .isPresent()) {
            records.passed(installation, version(installation));
        }
    }

    /** Why the version has to be left; empty if it has not. */
    private Optional<String> failure(Installation installation) {
        if (installation.actualState() == ActualState.FAILED || installation.actualState() == ActualState.SUSPENDED) {
            return Optional.of(installation.lastError().orElse("it does not work"));
        }
        var location = location(installation);
        if (!installation.active() || !bundles.isRunning(location)) {
            return Optional.empty();
        }
        var health = runtime.health(location);
        if (health.status() != Health.Status.ERROR) {
            failures.remove(location);
            return lie(location);
        }
        int before = failures.merge(location, 1, Integer::sum) - 1;
        return before < TOLERATED
                ? Optional.empty()
                : Optional.of(health.detail().isBlank() ? "its health check fails" : health.detail());
    }

    /** A health check may say what it likes; what clients get from the version counts. */
    private Optional<String> lie(String location) {
        var outcomes = runtime.outcomes(location);
        return outcomes.failed() >= CALLS_TO_JUDGE && outcomes.failed() > outcomes.answered()
                ? Optional.of(outcomes.failed() + " of its " + (outcomes.failed() + outcomes.answered())
                        + " calls failed, though its health check says that it works")
                : Optional.empty();
    }

    private static String version(Installation installation) {
        return installation.actual().orElseThrow().version();
    }

    private static String location(Installation installation) {
        return Island.location(installation.id(), version(installation));
    }

    /** Goes back to the latest of the kept versions that one can go back to. */
    private void leave(Installation installation, String failure) {
        var caller = Caller.system("probation", installation.organizationId());
        for (var kept : installation.kept()) {
            var draft = draft(caller, installation, kept.version());
            if (draft.isPresent()) {
                place(caller, installation, draft.get(), failure);
                return;
            }
        }
        LOG.error("{} fails, and there is no version to go back to: {}", installation.extensionId(), failure);
        records.leaveAsItIs(installation, version(installation), failure);
    }

    /** Empty if one cannot go back to it: it was taken back, for example, or another extension needs a newer one. */
    private Optional<Draft> draft(Caller caller, Installation installation, String version) {
        try {
            return Optional.of(drafts.rollback(caller, installation.extensionId(), Optional.of(version)))
                    .filter(draft -> draft.plan().executable());
        } catch (PlatformException e) {
            if (e.retryable()) {
                throw e;
            }
            LOG.info("{} cannot go back to {}: {}", installation.extensionId(), version, e.getMessage());
            return Optional.empty();
        }
    }

    private void place(Caller caller, Installation installation, Draft draft, String failure) {
        LOG.warn(
                "{} is brought back to version {}: {}",
                installation.extensionId(),
                draft.plan().version(),
                failure);
        try {
            orders.place(
                    caller,
                    draft,
                    (transaction, ordered) -> records.failed(transaction, ordered, version(installation), failure));
            failures.remove(location(installation));
        } catch (ConflictException e) {
            LOG.info("{} is being changed by someone else", installation.extensionId());
        }
    }
}
