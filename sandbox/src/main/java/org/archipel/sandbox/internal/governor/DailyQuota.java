package org.archipel.sandbox.internal.governor;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** How often an installation may be called in a day (UTC), on all nodes together. Thread-safe. */
public final class DailyQuota {
    private final Clock clock;
    private volatile OptionalLong limit = OptionalLong.empty();
    private LocalDate day = LocalDate.EPOCH;
    private long used;

    DailyQuota() {
        this(Clock.systemUTC());
    }

    DailyQuota(Clock clock) {
        this.clock = clock;
    }

    /** @param callsPerDay empty for any number */
    public synchronized void limit(OptionalLong callsPerDay) {
        limit = callsPerDay;
    }

    public synchronized boolean isLimited() {
        return limit.isPresent();
    }

    /** What all nodes counted on that day; calls let in since it was written come on top. */
    public synchronized void known(LocalDate counted, long calls) {
        if (counted.isAfter(day) || counted.equals(day) && calls > used) {
            day = counted;
            used = calls;
        }
    }

    /**
     * Lets a call begin.
     *
     * @throws PlatformException {@code QUOTA_EXCEEDED} if the day's calls are used up
     */
    void admit(String extensionId) {
        if (limit.isPresent()) {
            count(extensionId);
        }
    }

    private synchronized void count(String extensionId) {
        if (limit.isEmpty()) {
            return;
        }
        var today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        if (!today.equals(day)) {
            day = today;
            used = 0;
        }
        if (used >= limit.getAsLong()) {
            throw new PlatformException(
                    ErrorCode.QUOTA_EXCEEDED,
                    "the extension " + extensionId + " used up the " + limit.getAsLong()
                            + " calls that its free tier allows in a day",
                    List.of(),
                    Duration.between(
                            clock.instant(),
                            today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
                    null);
        }
        used++;
    }
}
