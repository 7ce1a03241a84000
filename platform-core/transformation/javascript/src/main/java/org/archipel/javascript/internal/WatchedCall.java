package org.archipel.javascript.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A running call, as the watchdog sees it. It ends or is stopped, never both. Thread-safe. */
final class WatchedCall {
    private static final String ENDED = "";

    private final ScriptContext context;
    private final long threadId;
    private final long begin;
    private final long allocatedBefore;
    private volatile long allocated;
    /** None while it runs; then that it ended, or why it was stopped. */
    private final AtomicReference<String> end = new AtomicReference<>();

    WatchedCall(ScriptContext context, long threadId, long begin, long allocatedBefore) {
        this.context = context;
        this.threadId = threadId;
        this.begin = begin;
        this.allocatedBefore = allocatedBefore;
    }

    ScriptContext context() {
        return context;
    }

    long threadId() {
        return threadId;
    }

    /** By {@link System#nanoTime}. */
    long begin() {
        return begin;
    }

    void allocated(long byThread) {
        allocated = byThread - allocatedBefore;
    }

    /** Bytes that it had allocated when the watchdog last looked. */
    long allocated() {
        return allocated;
    }

    /** @return whether it is to be stopped now: it did not end, nor was it stopped before */
    boolean stop(String reason) {
        return end.compareAndSet(null, reason);
    }

    boolean stopped() {
        return reason().isPresent();
    }

    void end() {
        end.compareAndSet(null, ENDED);
    }

    /** Why it was stopped, if it was. */
    Optional<String> reason() {
        return Optional.ofNullable(end.get()).filter(reason -> !reason.equals(ENDED));
    }
}
