package org.archipel.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * The places at which extension code can be stopped: rewritten code calls {@link #check} where methods begin, loops go back and
 * handlers catch. While nobody is to be stopped, that costs the read of a volatile flag. Thread-safe.
 */
public final class Checkpoint {
    private static volatile boolean armed;
    private static volatile Control[] controls = {};

    private Checkpoint() {}

    /** Called by rewritten code; throws {@link ExtensionStoppedError} when the present thread's call is to end. */
    public static void check() {
        if (armed) {
            ask();
        }
    }

    /**
     * Called before much memory is taken at once; waits while that is kept for others.
     *
     * @throws OutOfMemoryError if it stays short, before the platform finds none either
     */
    static void room(long bytes) {
        check();
        for (Control control : controls) {
            control.room.accept(bytes);
        }
    }

    private static void ask() {
        for (Control control : controls) {
            if (control.armed) {
                control.decision.run();
            }
        }
    }

    /**
     * Adds one who decides: a platform's governor. There are several where several platforms share a JVM; none can speak for another.
     *
     * @param decision runs on the thread that came by, while armed; throws {@link ExtensionStoppedError} to end its call
     */
    public static Control install(Runnable decision) {
        return install(decision, bytes -> {});
    }

    /**
     * As {@link #install(Runnable)}.
     *
     * @param room runs on the thread that is about to take so many bytes at once, armed or not
     */
    public static Control install(Runnable decision, LongConsumer room) {
        return change(new Control(decision, room), true);
    }

    private static synchronized Control change(Control control, boolean present) {
        List<Control> next = new ArrayList<>(Arrays.asList(controls));
        next.remove(control);
        if (present) {
            next.add(control);
        }
        controls = next.toArray(Control[]::new);
        rearm();
        return control;
    }

    private static synchronized void rearm() {
        armed = Arrays.stream(controls).anyMatch(control -> control.armed);
    }

    /** A governor's hand on the checkpoints. */
    public static final class Control implements AutoCloseable {
        private final Runnable decision;
        private final LongConsumer room;
        private volatile boolean armed;

        private Control(Runnable decision, LongConsumer room) {
            this.decision = Objects.requireNonNull(decision);
            this.room = Objects.requireNonNull(room);
        }

        /** Whether threads that come by are looked at. */
        public void arm(boolean on) {
            armed = on;
            rearm();
        }

        /** Decides no more. */
        @Override
        public void close() {
            change(this, false);
        }
    }
}
