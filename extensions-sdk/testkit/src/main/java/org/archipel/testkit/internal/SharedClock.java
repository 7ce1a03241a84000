package org.archipel.testkit.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The container's clock, which tells the time of the test that runs. */
final class SharedClock extends Clock {
    private volatile Clock present = Clock.systemUTC();

    void use(Clock clock) {
        present = clock;
    }

    @Override
    public Instant instant() {
        return present.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
