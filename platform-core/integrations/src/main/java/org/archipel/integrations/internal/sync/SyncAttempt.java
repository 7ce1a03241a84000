package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.connector.ConnectorUnavailableException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.sync.SyncRun.RunError;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;

/** One attempt of a sync job: takes its entities to their end, some of them at the same time, and leaves each run as it ended. */
final class SyncAttempt {
    private final SyncParts parts;
    private final JobExecution execution;
    private final Integration integration;
    private final RegisteredConnector connector;
    private final SyncRequest request;
    private final SyncPlan plan;
    private final SyncResults results = new SyncResults();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    SyncAttempt(
            SyncParts parts,
            JobExecution execution,
            Integration integration,
            RegisteredConnector connector,
            SyncRequest request) {
        this.parts = parts;
        this.execution = execution;
        this.integration = integration;
        this.connector = connector;
        this.request = request;
        this.plan = SyncPlan.of(integration);
    }

    /** @return what became of each entity */
    JsonNode run(List<String> entities) {
        waiting.addAll(entities);
        int lanes = Math.min(integration.syncSettings().parallelism(), entities.size());
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < lanes; i++) {
            others.add(parts.threads().submit(this::lane));
        }
        RuntimeException failure = null;
        try {
            lane();
        } catch (PlatformException | JobCancelledException e) {
            failure = e;
        }
        for (Future<?> other : others) {
            failure = joined(other, failure);
        }
        if (failure != null) {
            throw failure;
        }
        return results.toJson(integration.id(), request.dryRun());
    }

    /** Takes one entity after the other, with a session of its own; a failure ends the attempt for those not yet begun. */
    private void lane() {
        try (OpenSession session = parts.sessions().open(integration, connector)) {
            String entity = waiting.poll();
            while (entity != null) {
                synchronize(session, entity);
                entity = waiting.poll();
            }
        } catch (PlatformException | JobCancelledException e) {
            waiting.clear();
            throw e;
        }
    }

    private static RuntimeException joined(Future<?> lane, RuntimeException before) {
        try {
            lane.get();
            return before;
        } catch (ExecutionException e) {
            RuntimeException own = e.getCause() instanceof RuntimeException runtime
                    ? runtime
                    : new PlatformException(ErrorCode.SYSTEM_ERROR, "a part of the sync failed", e.getCause());
            return before == null ? own : before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new JobCancelledException(JobCancelledException.Reason.SHUTDOWN);
        }
    }

    private void synchronize(OpenSession session, String entity) {
        SyncRun begun;
        try {
            begun = parts.starts().begin(execution, integration, connector, entity, request, plan);
        } catch (ConflictException e) {
            // A scheduled run meets one that is still busy: what it would do is being done.
            parts.log().warn(integration, "Sync of " + entity + " skipped: " + e.getMessage());
            results.skip(entity, e.getMessage());
            return;
        }
        boolean done = begun.state() == SyncRun.State.SUCCEEDED;
        results.add(done ? begun : complete(session, begun));
    }

    private SyncRun complete(OpenSession open, SyncRun begun) {
        String name = "Sync of " + begun.entity();
        parts.log().info(integration, name + (begun.checkpoints() == 0 ? " begins" : " goes on"));
        try {
            SyncRun done = parts.engine().run(execution, open.session(), begun, plan);
            parts.ends().succeeded(execution, done, open.clockSkew());
            parts.log().info(integration, name + " succeeded: " + done.counts());
            return done;
        } catch (JobCancelledException e) {
            if (e.reason() == JobCancelledException.Reason.CANCELLED) {
                parts.ends().cancelled(begun);
                parts.log().info(integration, name + " was cancelled");
            }
            throw e;
        } catch (PlatformException e) {
            throw settled(begun, open.mask().apply(e.getMessage()), e);
        }
    }

    /** Decides whether the job is to be tried again, and leaves the run accordingly. */
    private PlatformException settled(SyncRun begun, String message, PlatformException failure) {
        if (parts.connectors().find(integration).isEmpty()) {
            return new ConnectorUnavailableException(integration.connectorId().orElse(""));
        }
        var error = new RunError(failure.code().name(), message);
        if (failure.retryable() && parts.ends().interrupted(begun, error) < SyncJob.MOST_FAILURES) {
            parts.log().warn(integration, "Sync of " + begun.entity() + " will be tried again: " + message);
            return failure;
        }
        parts.ends().failed(begun, error);
        parts.log().error(integration, "Sync of " + begun.entity() + " failed: " + message);
        return new RemoteException(
                failure.code(), message, false, failure.retryAfter().orElse(null), failure);
    }
}
