package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Looks at an evaluation at each of its steps and each call of a function, and ends it past its bounds. What the library does between
 * two looks is bounded by the {@link Weights weight} of the values that it does it to. Belongs to one evaluation and its thread.
 */
final class EvaluationBounds {
    private static final int MOST_ELEMENTS = 200_000;
    static final int MOST_CHARACTERS = 1 << 20;
    static final long MOST_BYTES = Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 6);
    /** Of the processor: while others have it, nothing is taken from them. */
    private static final long MOST_PROCESSOR_NANOS = 500_000_000;
    /** Of a clock on the wall, within which whoever waits for the result has an answer. */
    private static final long MOST_NANOS = 5_000_000_000L;

    private static final long NOT_YET = -1;
    private static final int MOST_DEPTH = 300;
    /** In about nanoseconds, as is what is spent. */
    private static final int BETWEEN_LOOKS = 32_768;

    private static final int STEP = 256;
    private static final int CALL = 64;
    private static final int ELEMENT = 8;
    private static final int CHARACTERS_LIKE_ONE_ELEMENT = 16;
    private static final int MANY_CHARACTERS = 1_000;
    private static final int BYTES_OF_REFERENCE = 8;
    private static final int BYTES_OF_NUMBER = 16;
    private static final int BYTES_OF_MEMBER = 64;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ThreadLocal<EvaluationBounds> RUNNING = new ThreadLocal<>();

    private final long begin = System.nanoTime();
    private final long millis = System.currentTimeMillis();
    private final long threadId = Thread.currentThread().getId();
    private final long allocatedBefore = THREADS.getThreadAllocatedBytes(threadId);
    private final SyntaxTree tree;
    private final Weights weights;
    /** When it was first looked at, which most evaluations end before: to ask for this time takes long. */
    private long processorBegin = NOT_YET;

    private int depth;
    private int spent;
    private Exceeded exceeded;
    /** Of what the steps of paths gave, by the depth of the path: the library joins it at the end of the step. */
    private final long[] toBeJoined = new long[MOST_DEPTH + 2];

    private long allToBeJoined;

    private EvaluationBounds(SyntaxTree tree, Object document) {
        this.tree = tree;
        this.weights = new Weights(document, MOST_BYTES, this, tree.changesValues());
    }

    /** The evaluation took too much. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message);
            EvaluationBounds running = RUNNING.get();
            if (running != null && running.exceeded == null) {
                running.exceeded = this;
            }
        }
    }

    interface Evaluation<T> {
        T run(EvaluationBounds bounds);
    }

    /** Runs an evaluation within new bounds; what is exceeded is told even if the library made another exception of it. */
    static <T> T within(SyntaxTree tree, Object document, Evaluation<T> evaluation) {
        EvaluationBounds outer = RUNNING.get();
        EvaluationBounds bounds = new EvaluationBounds(tree, document);
        RUNNING.set(bounds);
        try {
            return evaluation.run(bounds);
        } catch (RuntimeException e) {
            throw bounds.exceeded == null ? e : bounds.exceeded;
        } finally {
            if (outer == null) {
                RUNNING.remove();
            } else {
                RUNNING.set(outer);
            }
        }
    }

    static EvaluationBounds running() {
        return RUNNING.get();
    }

    void watch(Jsonata.Frame frame) {
        frame.setEvaluateEntryCallback((expression, input, environment) -> enter(expression, input));
        frame.setEvaluateExitCallback((expression, input, environment, result) -> leave(expression, input, result));
    }

    /** The time at which the evaluation began, in milliseconds since the epoch. */
    long millis() {
        return millis;
    }

    Weights weights() {
        return weights;
    }

    private void enter(Object expression, Object input) {
        if (++depth > MOST_DEPTH) {
            throw new Exceeded("the expression goes too deep");
        }
        toBeJoined[depth] = 0;
        spend(STEP);
        if (tree.changesValues()) {
            // It may have grown since, if it is in the copy that a transform changes.
            weights.require(input);
        }
        if (tree.hasWildcards() && (tree.roles(expression) & SyntaxTree.WILDCARD) != 0) {
            requireRoom(Wildcards.bytesToCopy(input));
        }
    }

    private void leave(Object expression, Object input, Object result) {
        allToBeJoined -= toBeJoined[depth];
        depth--;
        if (isSmall(result)) {
            if (tree.changesValues() && (tree.roles(expression) & SyntaxTree.TRANSFORM) != 0) {
                Transforms.bound(result);
            }
            return;
        }
        require(result);
        int roles = tree.roles(expression);
        if (roles == 0) {
            return;
        }
        if (result instanceof Collection<?> elements && elements.size() > 1) {
            join(roles, elements);
        }
        if ((roles & SyntaxTree.CONCATENATED) != 0) {
            requireShortText(result, false);
        }
        if ((roles & SyntaxTree.PROCEDURE) != 0) {
            requireFunction(result);
        }
        if ((roles & SyntaxTree.PATTERN) != 0) {
            Transforms.requireWithin(input, result, this);
        }
        if ((roles & SyntaxTree.UPDATE) != 0) {
            // The library puts it in next.
            weights.forget();
        }
    }

    /** What there is nothing to look at in; told by its class, which takes virtual machines less than an interface. */
    private static boolean isSmall(Object result) {
        return result == null
                || result instanceof Number
                || result instanceof Boolean
                || result instanceof String text && text.length() < MANY_CHARACTERS
                || result instanceof Jsonata.JFunction;
    }

    private void join(int roles, Collection<?> elements) {
        long bytes = 0;
        if ((roles & SyntaxTree.STEP) != 0) {
            bytes = BYTES_OF_REFERENCE + (elements instanceof Utils.RangeList ? BYTES_OF_NUMBER : 0);
        }
        if ((roles & SyntaxTree.TUPLE_STEP) != 0) {
            bytes = (long) BYTES_OF_MEMBER * (tree.bindings() + 2);
        }
        toBeJoined[depth] += bytes * elements.size();
        allToBeJoined += bytes * elements.size();
        if (bytes * elements.size() > BETWEEN_LOOKS) {
            look(0);
        }
    }

    /** Refuses a value that stands for too much. */
    void require(Object value) {
        if (value instanceof Collection<?> elements) {
            requireFew(elements.size());
            spend((long) ELEMENT * elements.size());
        }
        if (value instanceof String text) {
            requireLength(text.length());
        } else {
            weights.require(value);
        }
    }

    static void requireFew(int elements) {
        if (elements > MOST_ELEMENTS) {
            throw new Exceeded("an array has more than " + MOST_ELEMENTS + " elements");
        }
    }

    void requireLength(long characters) {
        if (characters > MOST_CHARACTERS) {
            throw new Exceeded("a text has more than " + MOST_CHARACTERS + " characters");
        }
    }

    /** Refuses what would be a text of too many characters if the library wrote it as JSON. */
    void requireShortText(Object value, boolean pretty) {
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            requireLength(TextLength.atLeast(value, pretty, MOST_CHARACTERS));
        }
    }

    /** The library prints the whole of what is called and is no function. */
    private static void requireFunction(Object called) {
        Object alone = called instanceof List<?> list && list.size() == 1 ? list.get(0) : called;
        if (alone instanceof Collection<?> || alone instanceof Map<?, ?> || alone instanceof String) {
            throw new JException("T1006", -1);
        }
    }

    void requireCallable(Iterable<?> arguments, boolean deep) {
        long cost = CALL;
        for (Object argument : arguments) {
            if (argument instanceof String text) {
                cost += text.length() / CHARACTERS_LIKE_ONE_ELEMENT * ELEMENT;
            } else if (deep) {
                cost += weights.of(argument) / BYTES_OF_REFERENCE;
            } else if (argument instanceof Collection<?> elements) {
                cost += (long) ELEMENT * elements.size();
            }
        }
        spend(cost);
    }

    /** @param nanos what has been done or will be done before anything else is spent, roughly */
    void spend(long nanos) {
        if (nanos + spent >= BETWEEN_LOOKS) {
            spent = 0;
            look(0);
        } else {
            spent += (int) nanos;
        }
    }

    /** Looks whether so many bytes more are within the bounds. */
    void requireRoom(long bytes) {
        if (bytes > BETWEEN_LOOKS) {
            look(bytes);
        }
    }

    private void look(long bytes) {
        requireTime();
        long allocated = THREADS.getThreadAllocatedBytes(threadId) - allocatedBefore;
        if (allocated + allToBeJoined + bytes > MOST_BYTES) {
            throw new Exceeded("the expression allocated more than " + (MOST_BYTES >> 20) + " MB");
        }
    }

    private void requireTime() {
        if (processorBegin == NOT_YET) {
            processorBegin = THREADS.getCurrentThreadCpuTime();
        }
        long nanos = System.nanoTime() - begin;
        // A thread has no more of the processor than passes on the wall.
        if (nanos > MOST_PROCESSOR_NANOS) {
            if (THREADS.getCurrentThreadCpuTime() - processorBegin > MOST_PROCESSOR_NANOS) {
                throw new Exceeded("the expression took longer than " + MOST_PROCESSOR_NANOS / 1_000_000 + " ms");
            }
            if (nanos > MOST_NANOS) {
                throw new Exceeded("the expression took longer than " + MOST_NANOS / 1_000_000
                        + " ms while others had the processors");
            }
        }
    }
}
