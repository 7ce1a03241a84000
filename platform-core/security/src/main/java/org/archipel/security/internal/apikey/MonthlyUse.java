package org.archipel.security.internal.apikey;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** How often a key was used in a calendar month, as far as this node knows. Thread-safe. */
final class MonthlyUse {
    private final String organizationId;
    private final String keyId;
    private final YearMonth month;
    private final long begin;
    private final long end;
    private long stored;
    private long unstored;
    private Instant lastUsedAt;

    /** @param stored requests of the month that the database knows of */
    MonthlyUse(String organizationId, String keyId, YearMonth month, long stored) {
        this.organizationId = organizationId;
        this.keyId = keyId;
        this.month = month;
        this.begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        this.end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        this.stored = stored;
    }

    String organizationId() {
        return organizationId;
    }

    String keyId() {
        return keyId;
    }

    /** Whether a time is in the month. */
    boolean covers(Instant at) {
        return at.getEpochSecond() >= begin && at.getEpochSecond() < end;
    }

    YearMonth month() {
        return month;
    }

    /** Counts a request unless the quota is used up; how many are left after it, or -1 if it is not allowed. */
    synchronized long take(OptionalLong quota, Instant at) {
        long left = quota.orElse(Long.MAX_VALUE) - stored - unstored;
        if (left <= 0) {
            return -1;
        }
        unstored++;
        lastUsedAt = at;
        return left - 1;
    }

    /** What is to be written; nothing when the requests are zero. */
    synchronized Unwritten takeUnwritten() {
        Unwritten taken = new Unwritten(unstored, lastUsedAt);
        stored += unstored;
        unstored = 0;
        return taken;
    }

    /** Notes what the database has after the last write. */
    synchronized void written(long total) {
        stored = total;
    }

    /** Takes back what could not be written. */
    synchronized void notWritten(Unwritten taken) {
        stored -= taken.requests();
        unstored += taken.requests();
    }

    /** @param at when the last of the requests was */
    record Unwritten(long requests, Instant at) {}
}
