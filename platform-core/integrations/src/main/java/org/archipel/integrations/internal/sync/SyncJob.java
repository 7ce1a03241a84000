package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.connector.ConnectorUnavailableException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.records.RecordEvents;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.sync.SyncRun.RunError;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the sync jobs. A job goes on from its last checkpoint after a crash; a passing failure of the remote side hands it back to
 * the queue a few times; a connector that is away makes it wait for as long as it takes.
 */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + SyncJob.TYPE)
public class SyncJob implements JobHandler {
    /** The type of these jobs. */
    public static final String TYPE = "integration.sync";

    /** So often a run may be interrupted by the remote side before it fails for good. */
    static final int MOST_FAILURES = 5;

    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final ConnectorSessions sessions;
    private final IntegrationLog log;
    private final RunStart starts;
    private final RunEnd ends;
    private final EntitySync engine;
    private final ExecutorService readers;

    @Activate
    public SyncJob(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ConnectorSessions sessions,
            @Reference IntegrationLog log,
            @Reference Outbox outbox,
            @Reference JobQueue jobs,
            @Reference IntegrationsConfig config) {
        this.integrations = integrations;
        this.connectors = connectors;
        this.sessions = sessions;
        this.log = log;
        Clock clock = Clock.systemUTC();
        this.readers = Executors.newCachedThreadPool(readerThreads());
        this.starts = new RunStart(work, clock, config.syncOverlap(), new JobStates(jobs));
        this.ends = new RunEnd(work, outbox, clock);
        this.engine = new EntitySync(new GroupWriter(work, new RecordEvents(outbox), clock), readers, clock);
    }

    @Deactivate
    public void stop() {
        readers.shutdownNow();
    }

    @Override
    public JsonNode run(JobExecution execution) {
        SyncInput input = SyncInput.of(execution.job().input());
        Integration integration = integrations.get(execution.job().organizationId(), input.integrationId());
        SyncRequest request = input.request();
        RegisteredConnector connector = connectors.require(integration);
        requireReadable(connector);
        SyncPlan plan = SyncPlan.of(integration);
        List<String> entities =
                request.entities().isEmpty() ? integration.syncSettings().entities() : request.entities();
        SyncResults results = new SyncResults();
        try (OpenSession session = sessions.open(integration, connector)) {
            for (String entity : entities) {
                synchronize(execution, integration, connector, session, entity, request, plan, results);
            }
        }
        return results.toJson(integration.id(), request.dryRun());
    }

    private void synchronize(
            JobExecution execution,
            Integration integration,
            RegisteredConnector connector,
            OpenSession session,
            String entity,
            SyncRequest request,
            SyncPlan plan,
            SyncResults results) {
        SyncRun begun;
        try {
            begun = starts.begin(execution, integration, connector, entity, request, plan);
        } catch (ConflictException e) {
            // A scheduled run meets one that is still busy: what it would do is being done.
            log.warn(integration, "Sync of " + entity + " skipped: " + e.getMessage());
            results.skip(entity, e.getMessage());
            return;
        }
        boolean done = begun.state() == SyncRun.State.SUCCEEDED;
        results.add(done ? begun : complete(execution, integration, session, begun, plan));
    }

    private SyncRun complete(
            JobExecution execution, Integration integration, OpenSession open, SyncRun begun, SyncPlan plan) {
        log.info(integration, "Sync of " + begun.entity() + (begun.checkpoints() == 0 ? " begins" : " goes on"));
        ConnectorSession session = open.session();
        try {
            SyncRun done = engine.run(execution, session, begun, plan);
            ends.succeeded(execution, done, open.clockSkew());
            log.info(integration, "Sync of " + begun.entity() + " succeeded: " + done.counts());
            return done;
        } catch (JobCancelledException e) {
            if (e.reason() == JobCancelledException.Reason.CANCELLED) {
                ends.cancelled(begun);
                log.info(integration, "Sync of " + begun.entity() + " was cancelled");
            }
            throw e;
        } catch (PlatformException e) {
            throw settled(integration, begun, open.mask(), e);
        }
    }

    /** Decides whether the job is to be tried again, and leaves the run accordingly. */
    private PlatformException settled(
            Integration integration, SyncRun begun, SecretMask mask, PlatformException failure) {
        if (connectors.find(integration).isEmpty()) {
            return new ConnectorUnavailableException(integration.connectorId().orElse(""));
        }
        String message = mask.apply(failure.getMessage());
        var error = new RunError(failure.code().name(), message);
        if (failure.retryable() && begun.failures() + 1 < MOST_FAILURES) {
            ends.interrupted(begun, error);
            log.warn(integration, "Sync of " + begun.entity() + " will be tried again: " + message);
            return failure;
        }
        ends.failed(begun, error);
        log.error(integration, "Sync of " + begun.entity() + " failed: " + message);
        Duration wait = failure.retryAfter().orElse(null);
        return failure.retryable() ? new RemoteException(failure.code(), message, false, wait, failure) : failure;
    }

    private static void requireReadable(RegisteredConnector connector) {
        if (!connector.definition().can(Capability.READ)) {
            throw new PlatformException(
                    ErrorCode.VALIDATION_ERROR,
                    "The connector " + connector.definition().id() + " cannot read.");
        }
    }

    private static java.util.concurrent.ThreadFactory readerThreads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "archipel-sync-reader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
