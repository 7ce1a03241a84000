package org.archipel.rest.internal.json;

import java.time.Instant;

/** The times of which the platform speaks: the years 1 to 9999 that ISO 8601 writes with four digits, which all databases keep. */
final class TimeRange {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private TimeRange() {}

    static boolean holds(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /** @throws IllegalArgumentException if it is not within the range */
    static Instant parse(String text) {
        Instant time = Instant.parse(text);
        if (!holds(time)) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }
}
