package org.archipel.integrations.internal.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.http.ConnectionGuards;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.ConnectionDiagnosis;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.RefusedCredentials;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks each active integration at its interval. An integration whose last check still runs is left out of the round, so a slow one
 * occupies one thread and delays no other; where more checks are due than threads are there, the rest waits for a moment. An integration
 * whose own requests were answered well since its last check shows its health by that: it is not asked once more, which would count
 * against the remote system's limits. While one of these is reached nothing is asked at all. An integration whose credentials are refused
 * is put to {@code ERROR}, and checked seldom until they are taken again.
 */
@Component(service = HealthMonitor.class, immediate = true)
public class HealthMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    /** Checks that may hang at the same time before rounds leave others out. */
    private static final int MOST_THREADS = 64;

    private static final int TRIES = 20;
    private static final Duration KEPT = Duration.ofDays(7);

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final ConnectionDiagnosis diagnosis;
    private final CredentialVault vault;
    private final ConnectionGuards guards;
    private final RefusedCredentials refusals;
    private final HealthPace pace;
    private final HealthStore store = new HealthStore();
    private final Clock clock = Clock.systemUTC();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService checks = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.named("archipel-health-check"));
    private final ScheduledExecutorService rounds = DaemonThreads.timer("archipel-health-round");

    @Activate
    public HealthMonitor(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ConnectionDiagnosis diagnosis,
            @Reference CredentialVault vault,
            @Reference ConnectionGuards guards,
            @Reference RefusedCredentials refusals,
            @Reference IntegrationsConfig config) {
        this.work = work;
        this.integrations = integrations;
        this.connectors = connectors;
        this.diagnosis = diagnosis;
        this.vault = vault;
        this.guards = guards;
        this.refusals = refusals;
        this.pace = new HealthPace(config.healthInterval());
        long every = config.healthInterval().toMillis();
        rounds.scheduleWithFixedDelay(this::round, every, every, TimeUnit.MILLISECONDS);
        rounds.scheduleWithFixedDelay(this::purge, 10, 60, TimeUnit.MINUTES);
    }

    @Deactivate
    public void stop() {
        rounds.shutdownNow();
        checks.shutdownNow();
    }

    /** The latest outcome. */
    public HealthStatus status(String organizationId, String integrationId) {
        return work.call(transaction -> store.find(transaction, organizationId, integrationId))
                .orElse(HealthStatus.UNKNOWN);
    }

    /** The latest outcomes, the newest first. */
    public List<HealthStatus> history(String organizationId, String integrationId, int limit) {
        return work.call(transaction -> store.history(transaction, organizationId, integrationId, limit));
    }

    void round() {
        try {
            integrations.activeOfAll().forEach(this::submitSafely);
            integrations.refusedOfAll().forEach(this::submitSafely);
            guards.removeAbsent(integrations::ids);
        } catch (RuntimeException e) {
            // An exception would end all rounds to come.
            LOG.warn("A round of health checks could not begin", e);
        }
    }

    private void submitSafely(Integration integration) {
        try {
            submit(integration);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The health check of integration {} could not begin", integration.id(), e);
        }
    }

    private void submit(Integration integration) {
        Optional<RegisteredConnector> connector = connectors.find(integration);
        if (connector.isEmpty() || !running.add(integration.id())) {
            return;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                checks.execute(() -> checked(integration, connector.get()));
                return;
            } catch (RejectedExecutionException e) {
                // All threads are at work: those of quick checks are free again in a moment.
                pause();
            }
        }
        running.remove(integration.id());
    }

    private void checked(Integration integration, RegisteredConnector connector) {
        try {
            check(integration, connector);
        } finally {
            running.remove(integration.id());
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(Integration integration, RegisteredConnector connector) {
        try {
            Instant now = clock.instant();
            Duration interval = pace.of(integration, connector);
            // A little less than the interval: the rounds of two nodes, and of one, are never quite apart by it.
            Instant due = now.minus(interval.multipliedBy(9).dividedBy(10));
            if (!work.<Boolean>call(transaction -> store.take(transaction, integration, due, now))) {
                return;
            }
            HealthStatus status = shown(integration, interval)
                    .or(() -> limited(integration))
                    .orElseGet(() -> examine(integration, connector));
            guards.forgetSuccess(integration.id());
            work.run(transaction -> store.put(transaction, integration, status, clock.instant()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The health check of integration {} failed", integration.id(), e);
        }
    }

    private Optional<HealthStatus> shown(Integration integration, Duration interval) {
        return guards.lastSuccess(integration.id())
                .filter(success -> success.age().compareTo(interval) < 0)
                .map(success -> new HealthStatus(
                        HealthState.HEALTHY, success.milliseconds(), Optional.empty(), Optional.empty()));
    }

    private Optional<HealthStatus> limited(Integration integration) {
        return guards.limitedFor(integration.id())
                .map(rest -> new HealthStatus(
                        HealthState.WARNING,
                        0,
                        Optional.empty(),
                        Optional.of(Aspect.RATE_LIMIT + ": the remote system's limit is reached for another "
                                + rest.toSeconds() + " s; it is not asked meanwhile")));
    }

    private HealthStatus examine(Integration integration, RegisteredConnector connector) {
        long start = System.nanoTime();
        ObjectNode credentials = vault.find(integration.organizationId(), integration.credentialsReference())
                .orElseGet(Json::object);
        ConnectionTest test = diagnosis.test(integration, connector, credentials);
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        List<Finding> failed = test.findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILED)
                .toList();
        boolean limited =
                !failed.isEmpty() && failed.stream().allMatch(finding -> finding.aspect() == Aspect.RATE_LIMIT);
        HealthState state = failed.isEmpty() ? HealthState.HEALTHY : limited ? HealthState.WARNING : HealthState.ERROR;
        String detail = failed.stream()
                .map(finding -> finding.aspect() + ": " + finding.detail())
                .collect(Collectors.joining("; "));
        tellOfCredentials(integration, test);
        return new HealthStatus(
                state, took, Optional.empty(), Optional.of(detail).filter(text -> !text.isEmpty()));
    }

    private void tellOfCredentials(Integration integration, ConnectionTest test) {
        for (Finding finding : test.findings()) {
            if (finding.aspect() != Aspect.AUTHENTICATION) {
                continue;
            }
            if (finding.outcome() == Outcome.FAILED) {
                refusals.refused(integration, finding.detail());
            } else if (finding.outcome() == Outcome.PASSED && !integration.active()) {
                refusals.accepted(integration);
            }
        }
    }

    private void purge() {
        try {
            work.run(transaction ->
                    store.deleteBefore(transaction, clock.instant().minus(KEPT)));
        } catch (RuntimeException e) {
            LOG.warn("Old health checks could not be removed", e);
        }
    }
}
