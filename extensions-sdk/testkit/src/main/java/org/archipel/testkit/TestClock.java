package org.archipel.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is turned. Thread-safe. */
public final class TestClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Runnable turned = () -> {};

    /** Turns the clock; tasks that become due meanwhile run before it returns, each at its own time. */
    public synchronized void advance(Duration time) {
        set(now.plus(time));
    }

    /** As {@link #advance}, to a point in time. */
    public synchronized void set(Instant time) {
        now = time;
        turned.run();
    }

    /** What is done whenever the clock was turned; for the container. */
    public synchronized void onTurn(Runnable action) {
        turned = action;
    }

    /** Turns the clock without running anything; for the container, which runs tasks at their times. */
    public void show(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
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
