package org.archipel.integrations.internal.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.merge.MergePolicy;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.RecordService;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobRequest;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.archipel.transformation.Transformations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts, stops and follows syncs. */
@Component(service = SyncService.class)
public class SyncService {
    /** A job that waits for its connector is tried for as long as it takes; failures of the remote side are counted by the run. */
    private static final int ATTEMPTS = 100_000;

    private static final int RUNS_SHOWN = 20;

    private final UnitOfWork work;
    private final JobQueue jobs;
    private final Transformations engine;
    private final SyncClaims claims = new SyncClaims();
    private final RunStore runs = new RunStore();
    private final Watermarks watermarks = new Watermarks();
    private final JobStates states;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public SyncService(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference JobQueue jobs,
            @Reference Transformations engine) {
        this.engine = engine;
        this.work = work;
        this.jobs = jobs;
        this.states = new JobStates(jobs);
    }

    /** The job that a schedule submits. */
    public static JobRequest scheduled(String integrationId) {
        var input = new SyncInput(integrationId, SyncRequest.everything());
        return JobRequest.of(SyncJob.TYPE, input.toJson())
                .attempts(ATTEMPTS)
                .exclusive("scheduled-sync:" + integrationId);
    }

    /** The job that a change submits; it waits for a sync that runs already. */
    public static JobRequest realTime(String integrationId) {
        var input = new SyncInput(integrationId, SyncRequest.everything(), true);
        return JobRequest.of(SyncJob.TYPE, input.toJson()).attempts(ATTEMPTS);
    }

    /**
     * Submits a sync.
     *
     * @throws ConflictException if the integration may not synchronize now, or one of the entities is being synchronized
     * @throws ValidationException if the request cannot be met
     */
    public Job submit(Caller caller, Integration integration, SyncRequest request) {
        requireReady(integration, request);
        List<String> entities =
                request.entities().isEmpty() ? integration.syncSettings().entities() : request.entities();
        requireSound(integration, request, entities);
        SyncPlan.of(integration, engine);
        var input = new SyncInput(
                integration.id(),
                new SyncRequest(
                        request.direction(),
                        entities,
                        request.since(),
                        request.limit(),
                        request.dryRun(),
                        request.full(),
                        request.acceptMissing()));
        Set<String> ended = states.finished(integration.organizationId(), holders(integration));
        return work.call(transaction -> {
            Job job = jobs.submit(
                    transaction,
                    caller,
                    JobRequest.of(SyncJob.TYPE, input.toJson()).attempts(ATTEMPTS));
            for (String entity : entities) {
                claims.claim(transaction, integration.id(), entity, job.id(), clock.instant(), ended);
            }
            return job;
        });
    }

    /** How an integration brings both sides together. */
    public static MergePolicy mergePolicy(Integration integration) {
        return SyncPlan.merge(integration);
    }

    /** Asks all running and waiting syncs of an integration to stop. */
    public void cancelAll(Caller caller, String integrationId) {
        List<String> ids = work.call(transaction -> claims.jobs(transaction, integrationId));
        for (String id : ids) {
            if (!states.finished(caller.organizationId(), id)) {
                jobs.cancel(caller, id);
            }
        }
    }

    /** What is synchronized and what was, the newest first. */
    public SyncStatus status(Integration integration) {
        List<SyncRun> latest = work.call(
                transaction -> runs.latest(transaction, integration.organizationId(), integration.id(), RUNS_SHOWN));
        return new SyncStatus(latest.stream().map(run -> view(integration, run)).toList(), lastSync(integration));
    }

    /** When the integration was last synchronized. */
    public Optional<Instant> lastSync(Integration integration) {
        return work.call(transaction -> watermarks.lastSync(transaction, integration.id()));
    }

    private RunView view(Integration integration, SyncRun run) {
        Optional<Job> job = run.state() == SyncRun.State.RUNNING
                ? jobs.find(integration.organizationId(), run.jobId())
                : Optional.empty();
        return RunView.of(run, job, clock.instant());
    }

    private List<String> holders(Integration integration) {
        return work.call(transaction -> claims.jobs(transaction, integration.id()));
    }

    private static void requireReady(Integration integration, SyncRequest request) {
        if (integration.needsConnection()) {
            throw new ConflictException("The integration needs other credentials, or to be connected again: "
                    + integration.statusReason().orElse(""));
        }
        boolean ready = integration.active() || integration.status() == IntegrationStatus.ERROR;
        if (!ready && !request.dryRun()) {
            throw new ConflictException("The integration is " + integration.status()
                    + "; only an active one synchronizes. A dry run is always possible.");
        }
        if (integration.connectorId().isEmpty()) {
            throw new ConflictException("The integration has no connector yet.");
        }
    }

    private static void requireSound(Integration integration, SyncRequest request, List<String> entities) {
        List<FieldError> errors = new ArrayList<>();
        Direction own = integration.syncSettings().direction();
        if (request.direction() != null && request.direction() != own && own != Direction.BIDIRECTIONAL) {
            errors.add(new FieldError("/direction", "the integration synchronizes " + own + " only"));
        }
        if (entities.isEmpty()) {
            errors.add(new FieldError("/entities", "name at least one; the integration's settings name none"));
        }
        for (int i = 0; i < entities.size(); i++) {
            if (!RecordService.isEntityName(entities.get(i)) || entities.indexOf(entities.get(i)) != i) {
                errors.add(new FieldError("/entities/" + i, "is no entity's name, or comes twice"));
            }
        }
        if (request.limit() != null && request.limit() < 1) {
            errors.add(new FieldError("/limit", "must be at least 1"));
        }
        if (request.full() && (request.since() != null || request.limit() != null)) {
            errors.add(new FieldError("/full", "everything is read: that leaves no room for since and limit"));
        }
        if (request.acceptMissing() != null && request.acceptMissing() < 0) {
            errors.add(new FieldError("/acceptMissing", "must be at least 0"));
        }
        if (!errors.isEmpty()) {
            throw new ValidationException("The sync request is not valid.", errors);
        }
    }
}
