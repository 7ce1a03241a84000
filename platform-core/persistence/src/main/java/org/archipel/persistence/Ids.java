package org.archipel.persistence;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes UUIDv7 ids (RFC 9562, section 5.7): unique, and in order of time within one process. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static long lastTick;

    private Ids() {}

    /** A new id, greater than every earlier one of this process. */
    public static String next() {
        // 48 bits of milliseconds, then 12 bits that count within the millisecond, then random bits.
        long tick = tick();
        long high = (tick >>> 12 << 16) | 0x7000L | (tick & 0xFFFL);
        long low = RANDOM.nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static synchronized long tick() {
        lastTick = Math.max(System.currentTimeMillis() << 12, lastTick + 1);
        return lastTick;
    }
}
