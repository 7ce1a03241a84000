package org.archipel.messaging;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import javax.ws.rs.core.Response;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.security.Caller;

/**
 * The answer to a request for long work: 202 with the job's address, or, when the client said {@code ?wait=SECONDS} and the job
 * ended in time, its outcome as if the request had been synchronous.
 */
public final class Accepted {
    /** The longest wait that a client may ask for. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private Accepted() {}

    /** 202 with {@code Location: /api/jobs/{id}} and the job as body. */
    public static Response of(Job job) {
        return Response.accepted(job).location(URI.create("jobs/" + job.id())).build();
    }

    /**
     * Waits as long as the client wished, then answers. To be called after the submitting transaction committed.
     *
     * @param waitSeconds the query parameter {@code wait}; null or 0 for an answer at once
     * @param outcome makes the synchronous answer from the job that succeeded
     * @return 202 if the job did not end in time, else the outcome
     * @throws ValidationException if the wait is negative or longer than {@link #MAX_WAIT}
     * @throws JobFailedException if the job failed within the wait
     * @throws ConflictException if it was cancelled within the wait
     */
    public static Response respond(
            JobQueue queue, Caller caller, Job job, Integer waitSeconds, Function<Job, Response> outcome) {
        Duration wait = waitOf(waitSeconds);
        if (wait.isZero()) {
            return of(job);
        }
        Job present = queue.await(caller.organizationId(), job.id(), wait);
        return switch (present.state()) {
            case SUCCEEDED -> outcome.apply(present);
            case FAILED -> throw new JobFailedException(present.error());
            case CANCELLED -> throw new ConflictException("The job " + present.id() + " was cancelled.");
            case QUEUED, RUNNING -> of(present);
        };
    }

    /** As {@link #respond}, with the job's result as body of a 200; 204 when it has none. */
    public static Response respond(JobQueue queue, Caller caller, Job job, Integer waitSeconds) {
        return respond(
                queue,
                caller,
                job,
                waitSeconds,
                done -> done.result() == null
                        ? Response.noContent().build()
                        : Response.ok(done.result()).build());
    }

    /**
     * Checks the query parameter {@code wait}; a resource calls it before it submits, so that a bad one starts nothing.
     *
     * @throws ValidationException if it is negative or longer than {@link #MAX_WAIT}
     */
    public static Duration waitOf(Integer seconds) {
        if (seconds == null) {
            return Duration.ZERO;
        }
        if (seconds < 0 || seconds > MAX_WAIT.toSeconds()) {
            throw new ValidationException("/wait", "must be from 0 to " + MAX_WAIT.toSeconds() + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }
}
