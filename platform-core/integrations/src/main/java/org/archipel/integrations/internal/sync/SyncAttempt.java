package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.archipel.api.connector.Capability;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.sync.SyncRun.Flow;
import org.archipel.integrations.internal.sync.SyncRun.RunError;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a sync job: takes its entities to their end, some of them at the same time, and leaves each run as it ended. */
final class SyncAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(SyncAttempt.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final SyncParts parts;
    private final JobExecution execution;
    private final Integration integration;
    private final RegisteredConnector connector;
    private final SyncRequest request;
    private final boolean realTime;
    private final ToldChanges told;
    private final SyncPlan plan;
    private final SyncResults results = new SyncResults();
    private final EntityFailures failures = new EntityFailures();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    SyncAttempt(
            SyncParts parts,
            JobExecution execution,
            Integration integration,
            RegisteredConnector connector,
            SyncInput input) {
        this.parts = parts;
        this.execution = execution;
        this.integration = integration;
        this.connector = connector;
        this.request = input.request();
        this.realTime = input.realTime();
        this.told = realTime
                ? parts.work().call(transaction -> ToldChanges.waiting(transaction, integration.id()))
                : ToldChanges.NONE;
        this.plan = SyncPlan.of(integration, parts.engine());
    }

    /** @return what became of each entity */
    JsonNode run(List<String> all) {
        List<String> entities = told.entities(all);
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
        failures.all().ifPresent(failed -> {
            throw failed;
        });
        parts.work().run(told::settle);
        return results.toJson(integration.id(), request.dryRun());
    }

    /**
     * Takes one entity after the other, with a session of its own. One that fails leaves the others alone; a failure that they would meet as
     * well ends the attempt for those not yet begun.
     */
    private void lane() {
        try (OpenSession session = parts.sessions().open(integration, connector)) {
            String entity = waiting.poll();
            while (entity != null) {
                attempt(session, entity);
                entity = waiting.poll();
            }
        } catch (PlatformException | JobCancelledException e) {
            waiting.clear();
            throw e;
        }
    }

    private void attempt(OpenSession session, String entity) {
        try {
            synchronize(session, entity);
        } catch (PlatformException e) {
            if (EntityFailures.concernsAll(e)) {
                throw e;
            }
            failures.add(entity, e);
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

    /** What was told of by itself and at once, and all that is new where that does not do. */
    private void synchronize(OpenSession session, String entity) {
        Optional<NamedRecords> named = named(session, entity);
        if (named.isPresent()) {
            synchronize(session, entity, named);
        }
        if (named.isEmpty() || parts.starts().catchUpIsDue(integration, entity, plan)) {
            Instant begun = Instant.now();
            synchronize(session, entity, Optional.empty());
            Optional<NamedRecords> left = named.isEmpty() ? leftOut(session, entity, begun) : Optional.empty();
            if (left.isPresent()) {
                synchronize(session, entity, left);
            }
        }
    }

    /** What was told of beside too much else, and a read of all that is new did not meet. */
    private Optional<NamedRecords> leftOut(OpenSession session, String entity, Instant begun) {
        Set<String> ids = told.named(entity).externalIds();
        return ids.isEmpty() || plan.direction() == Direction.OUTBOUND
                ? Optional.empty()
                : parts.counterparts()
                        .leftOut(target(entity), ids, plan, begun)
                        .filter(some -> new OutboundCalls(session.session(), entity).canFetch());
    }

    private Optional<NamedRecords> named(OpenSession session, String entity) {
        return told.alone(entity)
                .filter(named -> parts.starts().isSynchronized(integration, entity, plan))
                .flatMap(named -> parts.counterparts().there(target(entity), named, plan))
                .filter(named ->
                        named.externalIds().isEmpty() || new OutboundCalls(session.session(), entity).canFetch());
    }

    private WriteTarget target(String entity) {
        return new WriteTarget(integration.organizationId(), integration.id(), entity);
    }

    /** Both ways of an entity, one after the other, as far as they are asked for. */
    private void synchronize(OpenSession session, String entity, Optional<NamedRecords> named) {
        List<Flow> flows = flows(named);
        for (Flow flow : flows) {
            if (flow == Flow.OUTBOUND
                    && plan.merge().keys().any()
                    && !parts.starts().isRead(integration, entity, plan)) {
                String reason = "nothing is sent before everything was read once, so that no record is made twice";
                parts.log().warn(integration, "Sync of " + entity + " to the remote system skipped: " + reason);
                results.skip(entity, reason);
                parts.starts().leave(execution, integration, entity);
                return;
            }
            SyncRun begun;
            try {
                begun = parts.starts()
                        .begin(execution, integration, connector, entity, request, plan, flow, named.isPresent());
            } catch (ConflictException e) {
                if (realTime) {
                    throw busy(e);
                }
                // A scheduled run meets one that is still busy: what it would do is being done.
                parts.log().warn(integration, "Sync of " + entity + " skipped: " + e.getMessage());
                results.skip(entity, e.getMessage());
                return;
            }
            boolean done = begun.state() == SyncRun.State.SUCCEEDED;
            boolean last = flow == flows.get(flows.size() - 1);
            results.add(done ? begun : complete(session, begun, named, last));
        }
    }

    private List<Flow> flows(Optional<NamedRecords> named) {
        boolean nothingThere =
                named.filter(some -> some.externalIds().isEmpty()).isPresent();
        return nothingThere
                ? asked().stream().filter(flow -> flow == Flow.OUTBOUND).toList()
                : asked();
    }

    private List<Flow> asked() {
        return switch (Objects.requireNonNullElse(request.direction(), plan.direction())) {
            case INBOUND -> List.of(Flow.INBOUND);
            case OUTBOUND -> List.of(Flow.OUTBOUND);
            case BIDIRECTIONAL -> List.of(Flow.INBOUND, Flow.OUTBOUND);
        };
    }

    private static RemoteException busy(ConflictException cause) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, cause.getMessage(), true, LOOK_AGAIN, cause);
    }

    private SyncRun complete(OpenSession open, SyncRun begun, Optional<NamedRecords> named, boolean last) {
        String name = "Sync of " + (named.isPresent() ? "single records of " : "") + begun.entity()
                + (begun.flow() == Flow.OUTBOUND ? " to the remote system" : "");
        parts.log().info(integration, name + (begun.checkpoints() == 0 ? " begins" : " goes on"));
        try {
            parts.starts().requireGoing(begun);
            SyncRun done = run(open, begun, named);
            parts.ends().succeeded(execution, done, open.clockSkew(), last);
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
        } catch (RuntimeException e) {
            LOG.error("Sync of {} of integration {} failed unexpectedly", begun.entity(), begun.integrationId(), e);
            String message = "The sync failed for a reason within the platform.";
            throw settled(begun, message, new PlatformException(ErrorCode.SYSTEM_ERROR, message, e));
        }
    }

    private SyncRun run(OpenSession open, SyncRun begun, Optional<NamedRecords> named) {
        boolean outbound = begun.flow() == Flow.OUTBOUND;
        require(outbound ? Capability.WRITE : Capability.READ);
        WriteTarget target = target(begun.entity());
        if (plan.direction() != Direction.INBOUND && !begun.dryRun()) {
            // Before anything is read: what was made there in a broken run must not come back as somebody else's.
            parts.recovery().recover(execution, open.session(), target, plan);
        }
        if (outbound) {
            Optional<Set<String>> here = named.map(some -> parts.counterparts().here(target, some));
            return parts.outbound().run(execution, open, begun, plan, here);
        }
        if (named.map(some -> parts.counterparts().anyIsNew(target, some)).orElse(true)) {
            parts.starts().indexKeys(execution, target, plan);
        }
        return named.isPresent()
                ? parts.inbound()
                        .single(execution, open, begun, plan, named.get().externalIds())
                : parts.inbound().run(execution, open, begun, plan, request.accepted());
    }

    private void require(Capability capability) {
        if (!connector.definition().can(capability)) {
            throw new PlatformException(
                    ErrorCode.VALIDATION_ERROR,
                    "The connector " + connector.definition().id() + " cannot "
                            + capability.name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    /** Decides whether the job is to be tried again, and leaves the run accordingly. */
    private PlatformException settled(SyncRun begun, String message, PlatformException failure) {
        if (parts.connectors().find(integration).isEmpty()) {
            return parts.connectors().unavailable(integration);
        }
        var error = new RunError(failure.code().name(), message);
        if (failure.retryable() && parts.ends().mayGoOn(begun, error)) {
            parts.log().warn(integration, "Sync of " + begun.entity() + " will be tried again: " + message);
            return failure;
        }
        parts.ends().failed(begun, error);
        if (failure.code() == ErrorCode.AUTHENTICATION_FAILED) {
            parts.refusals().refused(integration, message);
        }
        parts.log().error(integration, "Sync of " + begun.entity() + " failed: " + message);
        return new RemoteException(
                failure.code(), message, false, failure.retryAfter().orElse(null), failure);
    }
}
