package org.archipel.gateway.internal.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Failures;

/**
 * Runs what waits for its answer on a worker's thread, for so long. Who asks is told in time; what is still queued then is not begun, and
 * what runs in a system outside of the platform is interrupted. Immutable and thread-safe.
 */
final class WorkerCalls {
    private static final int OK = 200;

    private final Executor workers;
    private final Duration timeout;
    private final Optional<Guard> guard;

    /** @param guard of what is called; empty for what is a part of the platform, and is not interrupted */
    WorkerCalls(Executor workers, Duration timeout, Optional<Guard> guard) {
        this.workers = workers;
        this.timeout = timeout;
        this.guard = guard;
    }

    /** @return fails also if the call is not begun */
    CompletableFuture<Reply> call(Supplier<Reply> work) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        FutureTask<Void> task = new FutureTask<>(() -> run(work, reply), null);
        try {
            guard.ifPresent(Guard::admit);
        } catch (PlatformException e) {
            return CompletableFuture.failedFuture(e);
        }
        try {
            workers.execute(task);
        } catch (RuntimeException e) {
            guard.ifPresent(Guard::abandoned);
            return CompletableFuture.failedFuture(e);
        }
        return reply.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    if (failure instanceof TimeoutException) {
                        task.cancel(guard.isPresent());
                    }
                    guard.ifPresent(one -> tell(one, failure));
                })
                .exceptionally(failure -> {
                    throw Failures.inTime(failure);
                });
    }

    private static void run(Supplier<Reply> work, CompletableFuture<Reply> reply) {
        try {
            reply.complete(work.get());
        } catch (RuntimeException | Error e) {
            reply.completeExceptionally(e);
        }
    }

    /** A call that is refused for what it asks for is no failure of what is called. */
    private static void tell(Guard guard, Throwable failure) {
        Throwable cause = failure == null ? null : Failures.unwrapped(failure);
        boolean failed = cause instanceof TimeoutException
                || cause instanceof PlatformException known && known.code() == ErrorCode.CONNECTION_FAILED;
        if (failed) {
            guard.failed();
        } else {
            guard.answered(OK);
        }
    }
}
