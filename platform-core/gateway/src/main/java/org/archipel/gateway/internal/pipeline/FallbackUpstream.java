package org.archipel.gateway.internal.pipeline;

import java.util.concurrent.CompletableFuture;

/** Answers in the place of an upstream that fails. Immutable and thread-safe. */
final class FallbackUpstream implements Upstream {
    private static final int SERVER_ERROR = 500;

    private final Upstream upstream;
    private final Reply otherwise;

    FallbackUpstream(Upstream upstream, Reply otherwise) {
        this.upstream = upstream;
        this.otherwise = otherwise;
    }

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        return upstream.call(context, body)
                .handle((reply, failure) -> failure != null || reply.status() >= SERVER_ERROR ? otherwise : reply);
    }
}
