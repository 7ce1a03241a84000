package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Optional;

/** Looks at an evaluation at each of its steps and ends it past its bounds. Belongs to one evaluation. */
final class EvaluationBounds {
    private static final long MOST_NANOS = 500_000_000;
    private static final int MOST_DEPTH = 300;
    static final int MOST_ELEMENTS = 200_000;
    private static final int MANY_ELEMENTS = 1_000;
    private static final long MOST_BYTES =
            Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 6);
    private static final int STEPS_BETWEEN_LOOKS = 32;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long begin = System.nanoTime();
    private final long threadId = Thread.currentThread().getId();
    private final long allocatedBefore = THREADS.getThreadAllocatedBytes(threadId);
    private int depth;
    private int steps;

    private EvaluationBounds() {}

    /** The evaluation took too much. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message);
        }
    }

    static void on(Jsonata.Frame frame) {
        EvaluationBounds bounds = new EvaluationBounds();
        frame.setEvaluateEntryCallback((expression, input, environment) -> bounds.enter());
        frame.setEvaluateExitCallback((expression, input, environment, result) -> bounds.leave(result));
        BoundedFunctions.bind(frame);
    }

    /** The bound that was exceeded, if that is what an exception tells of. */
    static Optional<Exceeded> exceeded(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof Exceeded exceeded) {
                return Optional.of(exceeded);
            }
        }
        return Optional.empty();
    }

    private void enter() {
        if (++depth > MOST_DEPTH) {
            throw new Exceeded("the expression goes too deep");
        }
        if (++steps % STEPS_BETWEEN_LOOKS == 0) {
            look();
        }
    }

    private void leave(Object result) {
        depth--;
        if (result instanceof Collection<?> elements && elements.size() > MANY_ELEMENTS) {
            if (elements.size() > MOST_ELEMENTS) {
                throw new Exceeded("an array has more than " + MOST_ELEMENTS + " elements");
            }
            // Few such steps take much.
            look();
        }
        if (result instanceof String text && text.length() > BoundedFunctions.MOST_CHARACTERS) {
            throw new Exceeded("a text has more than " + BoundedFunctions.MOST_CHARACTERS + " characters");
        }
    }

    private void look() {
        if (System.nanoTime() - begin > MOST_NANOS) {
            throw new Exceeded("the expression took longer than " + MOST_NANOS / 1_000_000 + " ms");
        }
        if (THREADS.getThreadAllocatedBytes(threadId) - allocatedBefore > MOST_BYTES) {
            throw new Exceeded("the expression allocated more than " + (MOST_BYTES >> 20) + " MB");
        }
    }
}
