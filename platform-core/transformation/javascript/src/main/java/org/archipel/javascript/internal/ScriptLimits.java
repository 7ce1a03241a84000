package org.archipel.javascript.internal;

import java.time.Duration;
import org.osgi.framework.BundleContext;

/**
 * What a call may use.
 *
 * @param statements statements that it may run
 * @param time from its begin to its end
 * @param allocatedBytes memory that it may allocate, garbage included
 * @param allocatedByAll memory that all running calls may have allocated together, before the largest is stopped
 * @param depth calls within calls
 * @param characters length of a text, and of the JSON that goes in or comes out
 * @param elements length of an array that built-in functions take
 * @param parallel calls that run at a time; half of them for one organization
 * @param patience how long a call waits for its turn
 */
record ScriptLimits(
        long statements,
        Duration time,
        long allocatedBytes,
        long allocatedByAll,
        int depth,
        int characters,
        int elements,
        int parallel,
        Duration patience) {
    static final ScriptLimits DEFAULT = new ScriptLimits(
            1_000_000,
            Duration.ofMillis(400),
            mostOf(128 << 20),
            mostOf(Long.MAX_VALUE),
            200,
            1 << 20,
            1 << 18,
            parallelByCores(),
            Duration.ofMillis(400));

    /** The defaults but for what the settings {@code archipel.script.*} say. */
    static ScriptLimits of(BundleContext context) {
        return new ScriptLimits(
                number(context, "archipel.script.statements", DEFAULT.statements),
                Duration.ofMillis(number(context, "archipel.script.time-millis", DEFAULT.time.toMillis())),
                number(context, "archipel.script.allocation-mebibytes", DEFAULT.allocatedBytes >> 20) << 20,
                DEFAULT.allocatedByAll,
                DEFAULT.depth,
                DEFAULT.characters,
                DEFAULT.elements,
                (int) number(context, "archipel.script.parallel", DEFAULT.parallel),
                DEFAULT.patience);
    }

    /** The same, but for the time of a call. */
    ScriptLimits within(Duration time) {
        return new ScriptLimits(
                statements, time, allocatedBytes, allocatedByAll, depth, characters, elements, parallel, patience);
    }

    /** A quarter of the heap stays enough for everything else even if all of it is held. */
    private static long mostOf(long bytes) {
        return Math.min(bytes, Runtime.getRuntime().maxMemory() / 4);
    }

    private static int parallelByCores() {
        return Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    }

    private static long number(BundleContext context, String name, long otherwise) {
        String value = context.getProperty(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Math.max(1, Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number: " + value, e);
        }
    }
}
