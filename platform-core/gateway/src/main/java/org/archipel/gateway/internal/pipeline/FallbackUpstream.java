package org.archipel.gateway.internal.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Failures;

/**
 * Answers in the place of an upstream that cannot be reached, does not answer in time or answers that it failed; what is wrong with a
 * request is told as it is. Immutable and thread-safe.
 */
final class FallbackUpstream implements Upstream {
    private static final int SERVER_ERROR = 500;

    private final Upstream upstream;
    private final Reply otherwise;

    FallbackUpstream(Upstream upstream, Reply otherwise) {
        this.upstream = upstream;
        this.otherwise = otherwise.substituteIf(true);
    }

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        return upstream.call(context, body).handle((reply, failure) -> {
            boolean failed = failure == null ? reply.status() >= SERVER_ERROR : isOfUpstream(failure);
            if (failed) {
                return otherwise.copy();
            }
            if (failure != null) {
                throw new CompletionException(Failures.unwrapped(failure));
            }
            return reply;
        });
    }

    private static boolean isOfUpstream(Throwable failure) {
        Throwable cause = Failures.unwrapped(failure);
        return cause instanceof TimeoutException
                || cause instanceof PlatformException known
                        && (known.code() == ErrorCode.CONNECTION_FAILED || known.code() == ErrorCode.INTEGRATION_ERROR);
    }
}
