package org.archipel.gateway.internal.pipeline;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * Ends a call that streams when nothing has moved at its upstream for too long. The time in which its caller is waited for, who sends
 * the request or takes the answer, does not count. Thread-safe.
 */
final class StallTimeout {
    private final Duration limit;
    private final Guard guard;
    private volatile Runnable end;
    private volatile ScheduledFuture<?> next;
    private volatile long movedAt = System.nanoTime();
    private volatile boolean requestWaits;
    private volatile boolean answerWaits;

    StallTimeout(Duration limit, Guard guard) {
        this.limit = limit;
        this.guard = guard;
    }

    /** @param late ends the call; run once, at most */
    void begin(Runnable late) {
        end = late;
        look();
    }

    /** Something of the request moved. @param waits whether the caller is to send more of it now */
    void request(boolean waits) {
        // Before the flag: who finds it taken away finds the time of that.
        movedAt = System.nanoTime();
        requestWaits = waits;
    }

    /** Something of the answer moved. @param waits whether the caller is to take a part of it now */
    void answer(boolean waits) {
        movedAt = System.nanoTime();
        answerWaits = waits;
    }

    /** The call has ended. */
    void ended() {
        end = null;
        ScheduledFuture<?> look = next;
        if (look != null) {
            look.cancel(false);
        }
    }

    private void look() {
        Runnable late = end;
        if (late == null) {
            return;
        }
        if (requestWaits || answerWaits) {
            movedAt = System.nanoTime();
        }
        Duration left = limit.minusNanos(System.nanoTime() - movedAt);
        if (left.isNegative() || left.isZero()) {
            late.run();
        } else {
            next = guard.after(left.plusMillis(1), this::look);
        }
    }
}
