package org.archipel.sandbox;

import java.time.Duration;

/**
 * What calls of extensions used.
 *
 * @param calls finished or given up
 * @param errors calls that failed, those that were stopped too
 * @param timeouts calls past their time limit
 * @param stops calls that were stopped past another budget
 * @param time on the clock, sum over all calls
 * @param cpuTime on processors
 * @param allocatedBytes bytes of new objects, whether they were kept or not
 * @param logCharacters what was written to the log
 */
public record ResourceUsage(
        long calls,
        long errors,
        long timeouts,
        long stops,
        Duration time,
        Duration cpuTime,
        long allocatedBytes,
        long logCharacters) {
    public static final ResourceUsage NONE = new ResourceUsage(0, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0, 0);

    public ResourceUsage plus(ResourceUsage other) {
        return new ResourceUsage(
                calls + other.calls,
                errors + other.errors,
                timeouts + other.timeouts,
                stops + other.stops,
                time.plus(other.time),
                cpuTime.plus(other.cpuTime),
                allocatedBytes + other.allocatedBytes,
                logCharacters + other.logCharacters);
    }

    public ResourceUsage minus(ResourceUsage other) {
        return new ResourceUsage(
                calls - other.calls,
                errors - other.errors,
                timeouts - other.timeouts,
                stops - other.stops,
                time.minus(other.time),
                cpuTime.minus(other.cpuTime),
                allocatedBytes - other.allocatedBytes,
                logCharacters - other.logCharacters);
    }
}
