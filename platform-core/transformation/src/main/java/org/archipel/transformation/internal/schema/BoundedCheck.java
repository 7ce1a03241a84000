package org.archipel.transformation.internal.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * One check of a document, which ends when it takes too many steps: a schema that refers to itself twice from one place looks at each
 * level of a document twice as often as at the level above. For one thread.
 */
final class BoundedCheck extends ExecutionContext {
    private static final int MOST_STEPS = 10_000_000;
    /** Of the processor: what collects which parts of a document are known takes more for each step. */
    private static final long MOST_NANOS = 5_000_000_000L;

    private static final long NOT_YET = -1;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int STEPS_BETWEEN_LOOKS = 64;
    /** More are of no use to anybody; they are counted nowhere, as it only matters whether there are any. */
    private static final int MOST_ERRORS = 1_000;

    private final long begin = System.nanoTime();
    /** When it was first looked at, which most checks end before: to ask for this time takes long. */
    private long processorBegin = NOT_YET;

    private int steps;

    /** The check has taken as many steps as it may. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("the check against the schema takes too long", null, false, false);
        }
    }

    BoundedCheck(ExecutionConfig config) {
        super(config);
    }

    /** A keyword is looked at. */
    @Override
    public void evaluationPathAddLast(String name) {
        super.evaluationPathAddLast(name);
        step();
    }

    /** One of a keyword's schemas is looked at. */
    @Override
    public void evaluationPathAddLast(int index) {
        super.evaluationPathAddLast(index);
        step();
    }

    private void step() {
        if (++steps > MOST_STEPS || steps % STEPS_BETWEEN_LOOKS == 0 && late()) {
            throw new TooManySteps();
        }
    }

    private boolean late() {
        if (processorBegin == NOT_YET) {
            processorBegin = THREADS.getCurrentThreadCpuTime();
        }
        // A thread has no more of the processor than passes on the wall.
        return System.nanoTime() - begin > MOST_NANOS
                && THREADS.getCurrentThreadCpuTime() - processorBegin > MOST_NANOS;
    }

    @Override
    public void addError(Error error) {
        if (getErrors().size() < MOST_ERRORS) {
            super.addError(error);
        }
    }
}
