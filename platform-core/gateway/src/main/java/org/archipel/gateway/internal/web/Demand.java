package org.archipel.gateway.internal.web;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;

/** Somebody who waits for more of a request, and may be told that there is no need to. Thread-safe. */
final class Demand implements Callback {
    private final AtomicReference<Callback> waiting;

    Demand(Callback callback) {
        waiting = new AtomicReference<>(callback);
    }

    /** Whether nobody had been told anything. */
    boolean withdraw() {
        return waiting.getAndSet(null) != null;
    }

    @Override
    public void succeeded() {
        Callback told = waiting.getAndSet(null);
        if (told != null) {
            told.succeeded();
        }
    }

    @Override
    public void failed(Throwable failure) {
        Callback told = waiting.getAndSet(null);
        if (told != null) {
            told.failed(failure);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        Callback told = waiting.get();
        return told == null ? InvocationType.NON_BLOCKING : told.getInvocationType();
    }
}
