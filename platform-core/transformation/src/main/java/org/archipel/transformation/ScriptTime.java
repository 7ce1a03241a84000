package org.archipel.transformation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the scripts and expressions that work on one request or one record may run together, however many they are. Thread-safe;
 * used once.
 */
public final class ScriptTime {
    private static final long WHOLE = TimeUnit.SECONDS.toNanos(1);
    /** No single call counts for more: it has a limit of its own, and may have waited for others. */
    private static final long MOST_OF_ONE = TimeUnit.MILLISECONDS.toNanos(500);

    private final AtomicLong left = new AtomicLong(WHOLE);

    private ScriptTime() {}

    /** One second. */
    public static ScriptTime whole() {
        return new ScriptTime();
    }

    public boolean isSpent() {
        return left.get() <= 0;
    }

    /** @param nanos that a call took */
    public void spend(long nanos) {
        left.addAndGet(-Math.min(nanos, MOST_OF_ONE));
    }
}
