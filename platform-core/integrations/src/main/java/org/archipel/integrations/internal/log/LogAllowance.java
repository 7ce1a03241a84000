package org.archipel.integrations.internal.log;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What each integration may write to its log in a minute. All of them share one queue, and the sessions of connectors, which extensions
 * may provide, write as much as they like. Thread-safe.
 */
final class LogAllowance {
    /** Characters in a minute. */
    static final int MOST = 4 << 20;

    /** What a line takes in the queue and in the database beside its texts, in characters. */
    static final int LINE = 200;

    private final Map<String, AtomicLong> used = new ConcurrentHashMap<>();
    private volatile long minute;

    /** What becomes of a line. */
    enum Answer {
        WRITTEN,
        /** The first of this minute that is left out. */
        FIRST_LEFT_OUT,
        LEFT_OUT
    }

    /** @param characters of the line's texts */
    Answer take(String integrationId, long characters, Instant now) {
        long present = Math.floorDiv(now.getEpochSecond(), 60);
        if (present != minute) {
            minute = present;
            used.clear();
        }
        long weight = LINE + characters;
        long total = used.computeIfAbsent(integrationId, id -> new AtomicLong()).addAndGet(weight);
        if (total <= MOST) {
            return Answer.WRITTEN;
        }
        return total - weight <= MOST ? Answer.FIRST_LEFT_OUT : Answer.LEFT_OUT;
    }
}
