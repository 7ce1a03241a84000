package org.archipel.gateway.internal.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.http.UpstreamClient;

/** Makes calls with their bodies in memory to one upstream, as often as its {@link Guard} lets them be made. Thread-safe. */
final class UpstreamCalls {
    static final int MOST_BYTES = 16 << 20;
    private static final int BAD_GATEWAY = 502;
    private static final int TOO_LATE = 504;

    private final UpstreamClient client;
    private final Guard guard;

    UpstreamCalls(UpstreamClient client, Guard guard) {
        this.client = client;
        this.guard = guard;
    }

    /** @param call its time is that of all attempts together */
    CompletableFuture<Reply> send(HttpCall call) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        send(call, 1, System.nanoTime() + call.timeout().toNanos(), reply);
        return reply;
    }

    private void send(HttpCall call, int attempt, long end, CompletableFuture<Reply> reply) {
        CompletableFuture<HttpAnswer> sent;
        try {
            guard.admit();
        } catch (PlatformException e) {
            reply.completeExceptionally(e);
            return;
        }
        try {
            sent = client.send(call.within(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()))), MOST_BYTES);
        } catch (RuntimeException e) {
            guard.abandoned();
            reply.completeExceptionally(e);
            return;
        }
        sent.whenComplete((answer, failure) -> {
            if (failure == null) {
                guard.answered(answer.status());
            } else {
                guard.failed();
            }
            boolean failed = failure != null || answer.status() >= BAD_GATEWAY && answer.status() <= TOO_LATE;
            if (failed && guard.again(call.method(), attempt, end - System.nanoTime())) {
                guard.later(attempt, () -> send(call, attempt + 1, end, reply));
            } else if (failure != null) {
                reply.completeExceptionally(failure);
            } else {
                reply.complete(reply(answer));
            }
        });
    }

    private static Reply reply(HttpAnswer answer) {
        List<Header> headers = answer.headers().stream()
                .filter(header -> AnswerHeaders.isForeign(header.name(), true))
                .toList();
        return new Reply(answer.status(), headers, Payload.of(answer.body()));
    }
}
