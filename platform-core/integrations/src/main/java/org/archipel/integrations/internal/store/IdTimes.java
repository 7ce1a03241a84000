package org.archipel.integrations.internal.store;

import java.time.Instant;

/** Ids tell when they were made: they are in order of time (RFC 9562, section 5.7). */
public final class IdTimes {
    private IdTimes() {}

    /** What is below it was made before the given time, to the millisecond. */
    public static String firstAt(Instant time) {
        String millis = String.format("%012x", time.toEpochMilli());
        return millis.substring(0, 8) + "-" + millis.substring(8);
    }
}
