package org.archipel.gateway.internal.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/** The memory that bodies of one kind may take at once, of all requests together. Thread-safe. */
public final class ByteBudget {
    private static final int PART_OF_HEAP = 6;
    private static final int UNAVAILABLE = 503;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long most) {
        this.most = most;
    }

    /** A sixth of the heap. */
    public static ByteBudget ofHeap() {
        return new ByteBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** A body that grows. For one thread at a time; it is given back by whatever thread, and takes nothing after that. */
    public final class Part {
        private final AtomicLong bytes = new AtomicLong();
        private volatile boolean ended;

        /**
         * Takes more.
         *
         * @throws ProblemException with 503 if there is no more; what was taken before is to be given back
         */
        public void grow(long more) {
            bytes.addAndGet(more);
            boolean full = taken.addAndGet(more) > most;
            if (ended) {
                giveBack();
            }
            if (full) {
                throw new ProblemException(
                        UNAVAILABLE,
                        ErrorCode.SYSTEM_ERROR,
                        "Too many large bodies are on their way already.",
                        List.of(),
                        Duration.ofSeconds(1));
            }
        }

        /** Gives all back. */
        public void end() {
            ended = true;
            giveBack();
        }

        private void giveBack() {
            taken.addAndGet(-bytes.getAndSet(0));
        }
    }

    public Part part() {
        return new Part();
    }
}
