package org.archipel.gateway.internal.pipeline;

/** Answers requests that were let in. Immutable and thread-safe. */
@FunctionalInterface
interface Handler {
    void serve(Exchange exchange);
}
