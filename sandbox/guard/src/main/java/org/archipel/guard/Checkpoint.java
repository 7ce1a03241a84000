package org.archipel.guard;

import java.util.Objects;

/**
 * The places at which extension code can be stopped: rewritten code calls {@link #check} where methods begin, loops go back and
 * handlers catch. While nobody is to be stopped, that costs the read of a volatile flag. Thread-safe.
 */
public final class Checkpoint {
    private static final Runnable NOTHING = () -> {};

    private static volatile boolean armed;
    private static volatile Runnable stop = NOTHING;

    private Checkpoint() {}

    /** Called by rewritten code; throws {@link ExtensionStoppedError} when the present thread's call is to end. */
    public static void check() {
        if (armed) {
            stop.run();
        }
    }

    /**
     * Sets who decides; the platform's governor, once.
     *
     * @param decision runs on the thread that came by, while armed; throws {@link ExtensionStoppedError} to end its call
     */
    public static void install(Runnable decision) {
        stop = Objects.requireNonNull(decision);
    }

    /** Whether threads that come by are looked at. */
    public static void arm(boolean on) {
        armed = on;
    }
}
