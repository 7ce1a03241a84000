package org.archipel.sandbox.internal.governor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the calls past their budget within a window of time. Thread-safe. */
public final class Strikes {
    private final int most;
    private final long windowNanos;
    private final Deque<Long> times = new ArrayDeque<>();

    /** @param most 0 if they are never too many */
    public Strikes(int most, Duration window) {
        this.most = most;
        this.windowNanos = window.toNanos();
    }

    /** One more; whether they are too many now. */
    public boolean add() {
        return add(System.nanoTime());
    }

    synchronized boolean add(long now) {
        times.addLast(now);
        while (now - times.peekFirst() > windowNanos || times.size() > Math.max(1, most)) {
            times.removeFirst();
        }
        return most > 0 && times.size() == most;
    }
}
