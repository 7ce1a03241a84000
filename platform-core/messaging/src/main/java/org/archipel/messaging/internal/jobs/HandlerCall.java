package org.archipel.messaging.internal.jobs;

import java.time.Duration;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobWaitsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a handler and turns whatever comes out of it into an {@link Outcome}. */
final class HandlerCall {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerCall.class);

    private HandlerCall() {}

    static Outcome run(RunningJob run) {
        run.enter(Thread.currentThread());
        try {
            run.checkCancelled();
            return new Outcome.Succeeded(run.handler().run(run));
        } catch (JobCancelledException e) {
            return new Outcome.Stopped(e.reason());
        } catch (JobWaitsException e) {
            return run.stopReason() == null ? new Outcome.Waits(e) : new Outcome.Stopped(run.stopReason());
        } catch (PlatformException e) {
            return stoppedOr(run, e, new Job.Failure(e.code(), e.getMessage(), e.retryable()), e.retryAfter());
        } catch (RuntimeException | Error e) {
            // A handler may be another team's code: whatever it throws ends its job, never the thread or the node.
            LOG.warn(
                    "Job {} of type {} failed unexpectedly",
                    run.job().id(),
                    run.job().type(),
                    e);
            Job.Failure failure = new Job.Failure(ErrorCode.SYSTEM_ERROR, "The job failed unexpectedly.", true);
            return stoppedOr(run, e, failure, Optional.empty());
        } finally {
            run.leave();
        }
    }

    /** A run that was asked to stop may leave by any exception, for example one that an interruption caused deep inside. */
    private static Outcome stoppedOr(
            RunningJob run, Throwable cause, Job.Failure failure, Optional<Duration> retryAfter) {
        if (run.stopReason() != null) {
            LOG.debug(
                    "Job {} left its run after it was asked to stop", run.job().id(), cause);
            return new Outcome.Stopped(run.stopReason());
        }
        return new Outcome.Failed(failure, retryAfter);
    }
}
