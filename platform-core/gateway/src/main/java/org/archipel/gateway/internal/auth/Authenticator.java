package org.archipel.gateway.internal.auth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Tells who calls, by one kind of proof. Thread-safe. */
public interface Authenticator {
    /**
     * Who calls, as far as it can be told without waiting.
     *
     * @return empty if somebody has to be asked
     * @throws org.archipel.api.error.PlatformException {@code AUTHENTICATION_ERROR} if there is no proof, or not a good one
     */
    Optional<ApiCaller> quickly(Presented request);

    /** The same; may wait for others. */
    default ApiCaller thoroughly(Presented request) {
        return quickly(request).orElseThrow();
    }

    /**
     * Asks an outside system who calls; no thread waits for it.
     *
     * @param workers for what costs time when the answer is there
     * @return empty if no such system has to be asked: then {@link #thoroughly} tells
     */
    default Optional<CompletableFuture<ApiCaller>> asking(Presented request, Executor workers) {
        return Optional.empty();
    }

    /** Headers that carry the proof: they are not handed on. */
    List<String> headers();

    /** The parameter of the query that carries the proof, and is not handed on either; empty for none. */
    default Optional<String> parameter() {
        return Optional.empty();
    }
}
