package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.merge.LinkAdoption;
import org.archipel.integrations.internal.merge.MatchIndex;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Missing;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.sync.SyncRun.Flow;
import org.archipel.integrations.internal.sync.SyncRun.Scan;
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
        Set<String> ended = endedHolders(integration);
        return work.call(transaction -> {
            Job job = execution.job();
            execution.fence(transaction);
            claims.claim(transaction, integration.id(), entity, job.id(), clock.instant(), ended);
            carryLinks(transaction, integration, entity, plan);
            return runs.find(transaction, integration.organizationId(), job.id(), entity, flow)
                    .map(run -> reopened(transaction, run))
                    .orElseGet(() -> insert(transaction, job, integration, connector, entity, request, plan, flow));
        });
    }

    /** The jobs that left a claim behind: cancelled while they waited, or gone. */
    private Set<String> endedHolders(Integration integration) {
        List<String> holders = work.call(transaction -> claims.jobs(transaction, integration.id()));
        return jobs.finished(integration.organizationId(), holders);
    }

    /** Whether everything of the entity was read under the present settings. */
    boolean isRead(Integration integration, String entity, SyncPlan plan) {
        return work.call(transaction -> watermarks.find(transaction, integration.id(), entity))
                .filter(mark -> mark.settingsHash().equals(plan.settingsHash())
                        && !mark.at().equals(Watermarks.NEVER))
                .isPresent();
    }

    /** The job is done with the entity. */
    void leave(JobExecution execution, Integration integration, String entity) {
        work.run(transaction -> claims.release(
                transaction, integration.id(), entity, execution.job().id()));
    }

    /** Brings the match keys of the hub's records up to date, before the first of the remote side is looked at. */
    void indexKeys(JobExecution execution, WriteTarget target, SyncPlan plan) {
        MatchIndex index = new MatchIndex();
        Optional<String> after = Optional.of("");
        while (plan.merge().keys().any() && after.isPresent()) {
            execution.checkCancelled();
            String from = after.get();
            after = work.call(transaction -> {
                execution.fence(transaction);
                return index.refresh(transaction, target, plan.merge().keys(), from);
            });
        }
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
        boolean incremental = flow == Flow.INBOUND
                && connector.definition().can(Capability.INCREMENTAL_READ)
                && !request.full()
                && (request.since() != null || !fullScanIsDue(transaction, integration, entity));
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
                plan.settingsHash(),
                scan(flow, request, plan),
                false);
        runs.insert(transaction, run);
        return run;
    }

    /** A run from the last one on may meet everything all the same: its pages tell. */
    private static Scan scan(Flow flow, SyncRequest request, SyncPlan plan) {
        boolean everything = flow == Flow.INBOUND && request.since() == null && request.limit() == null;
        return everything && plan.missing() == Missing.DELETED ? Scan.FULL : Scan.PARTIAL;
    }

    private boolean fullScanIsDue(Transaction transaction, Integration integration, String entity) {
        Integer hours = integration.syncSettings().fullScanHours();
        if (hours == null) {
            return false;
        }
        Instant oldest = clock.instant().minus(Duration.ofHours(hours));
        return watermarks
                .find(transaction, integration.id(), entity)
                .flatMap(Watermarks.Watermark::scannedAt)
                .filter(at -> at.isAfter(oldest))
                .isEmpty();
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
