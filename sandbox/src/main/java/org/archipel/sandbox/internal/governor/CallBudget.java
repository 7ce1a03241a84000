package org.archipel.sandbox.internal.governor;

import java.time.Duration;

/**
 * What one call of an extension may use.
 *
 * @param wall time on the clock; what the extension waits for services of the platform does not count
 * @param cpu time on a processor
 * @param allocatedBytes bytes of new objects, whether they are still used or not
 */
public record CallBudget(Duration wall, Duration cpu, long allocatedBytes) {
    /** The same budget with another time on the clock. */
    public CallBudget within(Duration limit) {
        return new CallBudget(limit, cpu, allocatedBytes);
    }
}
