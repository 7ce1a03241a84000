package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.merge.LinkAdoption;
import org.archipel.integrations.internal.merge.MatchIndex;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Missing;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.sync.SyncRun.Flow;
import org.archipel.integrations.internal.sync.SyncRun.Scan;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/** Finds the run of a job that was begun before, or begins one: in full, or from where the last one ended. */
final class RunStart {
    /** What webhooks did not tell of is looked for once in so long, while they come. */
    private static final Duration CATCH_UP = Duration.ofHours(1);

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

    /**
     * @param single whether it takes single records that were told of
     * @throws org.archipel.api.error.ConflictException if another job synchronizes the entity
     */
    SyncRun begin(
            JobExecution execution,
            Integration integration,
            RegisteredConnector connector,
            String entity,
            SyncRequest request,
            SyncPlan plan,
            Flow flow,
            boolean single) {
        Set<String> ended = endedHolders(integration);
        return work.call(transaction -> {
            Job job = execution.job();
            execution.fence(transaction);
            claims.claim(transaction, integration.id(), entity, job.id(), clock.instant(), ended);
            carryLinks(transaction, integration, entity, plan);
            return runs.find(transaction, integration.organizationId(), job.id(), entity, flow, single)
                    .map(run -> single ? runs.again(transaction, run) : reopened(transaction, run))
                    .orElseGet(() -> {
                        SyncRun run = single
                                ? single(job, integration, entity, plan, flow)
                                : whole(transaction, job, integration, connector, entity, request, plan, flow);
                        runs.insert(transaction, run);
                        return run;
                    });
        });
    }

    /**
     * Sees to it that a job that waited while its integration was stopped does nothing. It is looked at after the claim was stored: who
     * stops the integration later finds the claim, and cancels the job.
     *
     * @throws JobCancelledException if the integration is stopped; a dry run is always possible
     */
    void requireGoing(SyncRun run) {
        boolean stopped = !run.dryRun()
                && work.call(transaction -> Sql.on(transaction)
                                .first(
                                        "SELECT status FROM integrations WHERE id = ?",
                                        row -> IntegrationStatus.valueOf(row.getString(1)),
                                        run.integrationId()))
                        .filter(status -> status == IntegrationStatus.PAUSED || status == IntegrationStatus.DISABLED)
                        .isPresent();
        if (stopped) {
            throw new JobCancelledException(JobCancelledException.Reason.CANCELLED);
        }
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

    /** Whether all there was went over once under the present settings: before that, single records are not what is wanted. */
    boolean isSynchronized(Integration integration, String entity, SyncPlan plan) {
        return plan.direction() == Direction.OUTBOUND
                ? work.call(transaction -> watermarks.find(transaction, integration.id(), entity))
                        .filter(mark -> mark.settingsHash().equals(plan.settingsHash()))
                        .isPresent()
                : isRead(integration, entity, plan);
    }

    /** Whether so long passed since the last read of all that is new that what nobody told of is to be looked for. */
    boolean catchUpIsDue(Integration integration, String entity, SyncPlan plan) {
        return plan.direction() != Direction.OUTBOUND
                && work.call(transaction -> watermarks.find(transaction, integration.id(), entity))
                        .filter(mark ->
                                mark.completedAt().isAfter(clock.instant().minus(CATCH_UP)))
                        .isEmpty();
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

    private SyncRun single(Job job, Integration integration, String entity, SyncPlan plan, Flow flow) {
        return begun(
                job,
                integration,
                entity,
                flow,
                SyncRequest.everything(),
                plan,
                Optional.empty(),
                Scan.SINGLE,
                Optional.empty());
    }

    private SyncRun whole(
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
        Optional<Watermarks.Watermark> mark = incremental && request.since() == null
                ? watermark(transaction, integration, entity, plan.settingsHash())
                : Optional.empty();
        Optional<Instant> since =
                incremental ? Optional.ofNullable(request.since()).or(() -> mark.map(this::before)) : Optional.empty();
        return begun(
                job,
                integration,
                entity,
                flow,
                request,
                plan,
                since,
                scan(flow, request, plan),
                mark.flatMap(Watermarks.Watermark::bookmark));
    }

    private SyncRun begun(
            Job job,
            Integration integration,
            String entity,
            Flow flow,
            SyncRequest request,
            SyncPlan plan,
            Optional<Instant> since,
            Scan scan,
            Optional<JsonNode> bookmark) {
        return new SyncRun(
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
                Timestamps.stored(clock.instant()),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                SyncCounts.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                plan.settingsHash(),
                scan,
                false,
                bookmark);
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

    private Optional<Watermarks.Watermark> watermark(
            Transaction transaction, Integration integration, String entity, String settingsHash) {
        return watermarks
                .find(transaction, integration.id(), entity)
                .filter(watermark -> watermark.settingsHash().equals(settingsHash)
                        && !watermark.at().equals(Watermarks.NEVER));
    }

    /** A little before the last run began: what was changed while it ran is read again, and costs nothing if it is the same. */
    private Instant before(Watermarks.Watermark watermark) {
        return watermark.at().minus(overlap);
    }
}
