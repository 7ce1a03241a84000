package org.archipel.messaging.internal.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.archipel.messaging.Job;
import org.archipel.messaging.Outbox;
import org.archipel.messaging.internal.stream.LiveEvents;
import org.archipel.persistence.Transaction;

/**
 * Tells the world of a job's life: its end as a durable platform event ({@code job.succeeded}, {@code job.failed}, {@code
 * job.cancelled}), its start and progress on the live stream only ({@code job.started}, {@code job.progress}).
 */
final class JobNotices {
    private final Outbox outbox;
    private final LiveEvents live;
    private final Completions completions;

    JobNotices(Outbox outbox, LiveEvents live, Completions completions) {
        this.outbox = outbox;
        this.live = live;
        this.completions = completions;
    }

    /** Writes the event of the end, and wakes those who wait once it is committed. */
    void ended(Transaction transaction, Job job, Job.State state, Job.Failure failure) {
        ObjectNode data = about(job).put("state", state.name());
        if (failure != null) {
            data.putObject("error").put("code", failure.code().name()).put("message", failure.message());
        }
        outbox.append(
                transaction, job.organizationId(), "job." + state.name().toLowerCase(Locale.ROOT), subject(job), data);
        transaction.afterCommit(() -> completions.ended(job.id()));
    }

    void started(Job job) {
        if (live.wanted(job.organizationId())) {
            live.publish(job.organizationId(), "job.started", subject(job), about(job), Instant.now());
        }
    }

    void progressed(Job job, Job.Progress progress) {
        if (live.wanted(job.organizationId())) {
            ObjectNode data = about(job).put("done", progress.done());
            if (progress.total() != null) {
                data.put("total", progress.total());
            }
            data.put("phase", progress.phase());
            live.publish(job.organizationId(), "job.progress", subject(job), data, Instant.now());
        }
    }

    private static ObjectNode about(Job job) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("jobId", job.id())
                .put("type", job.type())
                .put("attempt", job.attempts());
    }

    private static String subject(Job job) {
        return "job/" + job.id();
    }
}
