package org.archipel.sandbox.internal.boundary;

import java.util.concurrent.locks.LockSupport;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.governor.GovernedThread;
import org.archipel.sandbox.internal.governor.Usage;

/**
 * What a call brings back to its caller, who waits for it; made by the caller. The thread that runs the call writes all of it in one
 * go when the call has ended: each time the caller looks, its processor fetches what the other one wrote, and the other one has to
 * fetch it back before it writes again.
 */
abstract class Answer<T> {
    /** What is left to say when there is no memory to say it with. */
    static final PlatformException UNTOLD = Translation.failed("");

    private final Thread caller = Thread.currentThread();
    private T result;
    private PlatformException failure;
    private long cpuOwed;
    private long bytesOwed;
    private boolean left;
    private boolean abandoned;
    private volatile boolean ended;
    private volatile boolean waiting;

    /** Nanoseconds that the caller waits for still; none if not positive. */
    abstract long rest();

    /**
     * The thread, which is the present one, has left the extension: says what came of the call and frees the thread, so that the
     * caller, whose next call may come at once, finds it. False if the caller does not wait any more; the thread is not freed then.
     *
     * @param thrown null if it returned
     * @param cpuNanos time on a processor that is not booked yet
     * @param bytes of new objects that are not booked yet
     */
    final boolean give(GovernedThread thread, T returned, PlatformException thrown, long cpuNanos, long bytes) {
        synchronized (this) {
            left = true;
            cpuOwed = cpuNanos;
            bytesOwed = bytes;
            if (abandoned) {
                return false;
            }
            result = returned;
            failure = thrown;
            thread.free();
            ended = true;
        }
        wakeIfWaiting();
        return true;
    }

    /** Nothing can be said of the call, and its thread takes no other. */
    final void fail() {
        ended = true;
        wakeIfWaiting();
    }

    // Once the end was written, as the caller looks for the end after it wrote this.
    private void wakeIfWaiting() {
        if (waiting) {
            wakeCaller();
        }
    }

    /** Whether the thread has left the extension. */
    final synchronized boolean left() {
        return left;
    }

    /** The caller gives the call up; false if its thread has left already. */
    final synchronized boolean abandon() {
        abandoned = !left;
        return abandoned;
    }

    /** Whether the caller gave it up; asked by the caller. */
    final boolean abandoned() {
        return abandoned;
    }

    final void wakeCaller() {
        LockSupport.unpark(caller);
    }

    final boolean ended() {
        return ended;
    }

    /** The caller waits for the end. False if time is over; the call goes on then. */
    final boolean await() throws InterruptedException {
        while (!ended) {
            long rest = rest();
            if (rest <= 0) {
                return false;
            }
            waiting = true;
            if (!ended) {
                LockSupport.parkNanos(this, rest);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    /** Books what it used, when it has ended. */
    final void settle(Account account, Usage usage, long now) {
        account.spend(usage, cpuOwed, bytesOwed, now);
    }

    /** What came of a call that ended and was not ordered to stop. */
    final T outcome() {
        if (!left) {
            throw UNTOLD;
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }
}
