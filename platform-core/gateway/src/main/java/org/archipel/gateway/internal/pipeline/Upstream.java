package org.archipel.gateway.internal.pipeline;

import java.util.concurrent.CompletableFuture;

/** Something that is called for an endpoint. Immutable and thread-safe. */
interface Upstream {
    String name();

    /** @return fails with a {@link org.archipel.api.error.PlatformException} if there is no answer */
    CompletableFuture<Reply> call(CallContext context, Payload body);
}
