package org.archipel.rest.internal.json;

import java.time.Instant;
import org.archipel.persistence.Timestamps;

/** The times of which the platform speaks are those that its databases keep. */
final class TimeRange {
    private TimeRange() {}

    /** @throws IllegalArgumentException if it is not within the range */
    static Instant parse(String text) {
        Instant time = Instant.parse(text);
        if (!Timestamps.keeps(time)) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }
}
