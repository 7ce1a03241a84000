package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.SyncRun.Flow;
import org.archipel.integrations.internal.sync.SyncRun.RunError;
import org.archipel.integrations.internal.sync.SyncRun.Scan;
import org.archipel.integrations.internal.sync.SyncRun.State;
import org.archipel.integrations.internal.sync.Watermarks.Watermark;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/** Ends a run for good: its state, its claim, the watermark for the next one and the event that tells of it, in one transaction. */
final class RunEnd {
    private final UnitOfWork work;
    private final Outbox outbox;
    private final Clock clock;
    private final int mostFailures;
    private final RunStore runs = new RunStore();
    private final Watermarks watermarks = new Watermarks();
    private final SyncClaims claims = new SyncClaims();
    private final SeenIds seen = new SeenIds();

    /** @param mostFailures so often in a row, without a page in between, a run may fail and go on */
    RunEnd(UnitOfWork work, Outbox outbox, Clock clock, int mostFailures) {
        this.work = work;
        this.outbox = outbox;
        this.clock = clock;
        this.mostFailures = mostFailures;
    }

    /**
     * @param clockSkew how far the remote system's clock is ahead of this one's
     * @param last whether the job is done with the entity
     */
    void succeeded(JobExecution execution, SyncRun run, Duration clockSkew, boolean last) {
        work.run(transaction -> {
            execution.fence(transaction);
            finish(transaction, run, State.SUCCEEDED, Optional.empty(), last);
            if (complete(run)) {
                watermarks.put(transaction, run.integrationId(), run.entity(), watermark(transaction, run, clockSkew));
            }
        });
        SyncMeters.ended(run, "succeeded");
    }

    /**
     * A run to the remote side read nothing there, and one that was asked for later changes only left out those before them: then what
     * was read before it counts.
     */
    private Watermark watermark(Transaction transaction, SyncRun run, Duration clockSkew) {
        Optional<Watermark> before = watermarks
                .find(transaction, run.integrationId(), run.entity())
                .filter(mark -> mark.settingsHash().equals(run.settingsHash()));
        Instant known = before.map(Watermark::at).orElse(Watermarks.NEVER);
        boolean gap = run.since().filter(since -> since.isAfter(known)).isPresent();
        boolean read = run.flow() == Flow.INBOUND && !gap;
        Instant remoteStart = run.startedAt().plus(clockSkew);
        Instant began = remoteStart.isBefore(run.startedAt()) ? remoteStart : run.startedAt();
        return new Watermark(
                read ? began : known,
                run.settingsHash(),
                clock.instant(),
                run.scan() == Scan.FULL ? Optional.of(run.startedAt()) : Optional.empty(),
                read ? run.bookmark() : before.flatMap(Watermark::bookmark));
    }

    /** A remote system may know a bookmark no more: after a failure for good the next run does without. */
    void failed(SyncRun run, RunError error) {
        work.run(transaction -> {
            finish(transaction, run, State.FAILED, Optional.of(error), true);
            boolean refused = error.code().equals(ErrorCode.AUTHENTICATION_FAILED.name());
            if (run.flow() == Flow.INBOUND && run.bookmark().isPresent() && !refused && complete(run)) {
                watermarks.forgetBookmark(transaction, run.integrationId(), run.entity());
            }
        });
        SyncMeters.ended(run, "failed");
    }

    void cancelled(SyncRun run) {
        work.run(transaction -> finish(transaction, run, State.CANCELLED, Optional.empty(), true));
        SyncMeters.ended(run, "cancelled");
    }

    /**
     * Notes a failure of the run, which stays open.
     *
     * @return whether it may be tried again: it has not failed too often since its last checkpoint
     */
    boolean mayGoOn(SyncRun run, RunError error) {
        return work.call(transaction -> runs.interrupted(transaction, run, error)) < mostFailures;
    }

    /** Only a run over everything that is new says anything about the next one. */
    private static boolean complete(SyncRun run) {
        return !run.dryRun() && run.limit().isEmpty() && run.scan() != Scan.SINGLE;
    }

    private void finish(Transaction transaction, SyncRun run, State state, Optional<RunError> error, boolean last) {
        runs.end(transaction, run.id(), state, error, clock.instant());
        if (last) {
            claims.release(transaction, run.integrationId(), run.entity(), run.jobId());
        }
        seen.clear(transaction, run);
        if (run.dryRun()) {
            return;
        }
        ObjectNode data = Json.object();
        data.put("integrationId", run.integrationId());
        data.put("entity", run.entity());
        data.put("flow", run.flow().name());
        data.put("runId", run.id());
        data.put("jobId", run.jobId());
        data.set("counts", Json.toTree(run.counts()));
        error.ifPresent(e -> data.put("code", e.code()).put("message", e.message()));
        String topic = switch (state) {
            case FAILED -> "integration.sync.failed";
            case CANCELLED -> "integration.sync.cancelled";
            default -> "integration.sync.completed";
        };
        outbox.append(transaction, run.organizationId(), topic, "integration/" + run.integrationId(), data);
    }
}
