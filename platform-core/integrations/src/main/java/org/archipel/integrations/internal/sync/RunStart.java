package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.archipel.api.connector.Capability;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.merge.LinkAdoption;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.sync.SyncRun.Flow;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/** Finds the run of a job that was begun before, or begins one: in full, or from where the last one ended. */
final class RunStart {
    private final UnitOfWork work;
    private final Clock clock;
    private final Duration overlap;
    private final RunStore runs = new RunStore();
    private final Watermarks watermarks = new Watermarks();
    private final SyncClaims claims = new SyncClaims();
    private final LinkAdoption adoption = new LinkAdoption();
    private final JobStates jobs;

    RunStart(UnitOfWork work, Clock clock, Duration overlap, JobStates jobs) {
        this.work = work;
        this.clock = clock;
        this.overlap = overlap;
        this.jobs = jobs;
    }

    /** @throws org.archipel.api.error.ConflictException if another job synchronizes the entity */
    SyncRun begin(
            JobExecution execution,
            Integration integration,
            RegisteredConnector connector,
            String entity,
            SyncRequest request,
            SyncPlan plan,
            Flow flow) {
        return work.call(transaction -> {
            Job job = execution.job();
            execution.fence(transaction);
            claims.claim(
                    transaction,
                    integration.id(),
                    entity,
                    job.id(),
                    clock.instant(),
                    id -> jobs.finished(integration.organizationId(), id));
            carryLinks(transaction, integration, entity, plan);
            return runs.find(transaction, integration.organizationId(), job.id(), entity, flow)
                    .map(run -> reopened(transaction, run))
                    .orElseGet(() -> insert(transaction, job, integration, connector, entity, request, plan, flow));
        });
    }

    private void carryLinks(Transaction transaction, Integration integration, String entity, SyncPlan plan) {
        WriteTarget target = new WriteTarget(integration.organizationId(), integration.id(), entity);
        if (plan.direction() == Direction.INBOUND) {
            adoption.toLinks(transaction, target);
        } else {
            adoption.toBases(transaction, target);
        }
    }

    /** A job that failed for good and was replayed goes on where it stood. */
    private SyncRun reopened(Transaction transaction, SyncRun run) {
        boolean ended = run.state() == SyncRun.State.FAILED || run.state() == SyncRun.State.CANCELLED;
        return ended ? runs.reopen(transaction, run) : run;
    }

    private SyncRun insert(
            Transaction transaction,
            Job job,
            Integration integration,
            RegisteredConnector connector,
            String entity,
            SyncRequest request,
            SyncPlan plan,
            Flow flow) {
        boolean incremental = flow == Flow.INBOUND && connector.definition().can(Capability.INCREMENTAL_READ);
        Optional<Instant> since = incremental
                ? Optional.ofNullable(request.since())
                        .or(() -> watermark(transaction, integration, entity, plan.settingsHash()))
                : Optional.empty();
        SyncRun run = new SyncRun(
                Ids.next(),
                integration.organizationId(),
                integration.id(),
                entity,
                job.id(),
                flow,
                SyncRun.State.RUNNING,
                request.dryRun(),
                since,
                Optional.ofNullable(request.limit()),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                SyncCounts.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                plan.settingsHash());
        runs.insert(transaction, run);
        return run;
    }

    /** A little before the last run began: what was changed while it ran is read again, and costs nothing if it is the same. */
    private Optional<Instant> watermark(
            Transaction transaction, Integration integration, String entity, String settingsHash) {
        return watermarks
                .find(transaction, integration.id(), entity)
                .filter(watermark -> watermark.settingsHash().equals(settingsHash)
                        && !watermark.at().equals(Watermarks.NEVER))
                .map(watermark -> watermark.at().minus(overlap));
    }
}
