package org.archipel.javascript.internal;

import java.util.Optional;

/** A running call, as the watchdog sees it. It ends or is stopped, never both. Thread-safe. */
final class WatchedCall {
    private final ScriptContext context;
    private final long threadId;
    private final long begin;
    private final long allocatedBefore;
    private volatile long allocated;
    private boolean ended;
    private String stopped;

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
    synchronized boolean stop(String reason) {
        if (ended || stopped != null) {
            return false;
        }
        stopped = reason;
        return true;
    }

    synchronized boolean stopped() {
        return stopped != null;
    }

    synchronized void end() {
        ended = true;
    }

    /** Why it was stopped, if it was. */
    synchronized Optional<String> reason() {
        return Optional.ofNullable(stopped);
    }
}
