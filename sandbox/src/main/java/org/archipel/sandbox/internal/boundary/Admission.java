package org.archipel.sandbox.internal.boundary;

import dev.failsafe.CircuitBreaker;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.governor.GovernorConfig;

/** Decides which calls may enter an island now. Thread-safe. */
final class Admission {
    private static final int TIMEOUTS_TO_OPEN = 5;
    private static final int WINDOW = 10;
    private static final int WAITING_PER_SLOT = 2;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final String extensionId;
    private final Account account;
    private final int abandonedLimit;
    private final int mostWaiting;
    private final Semaphore slots;
    private final Occupancy occupancy = new Occupancy();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final CircuitBreaker<Object> breaker;
    private volatile Suspension suspension;

    Admission(String extensionId, GovernorConfig config, Account account) {
        this(extensionId, config, account, OPEN_FOR);
    }

    /** @param openFor how long an extension that did not answer in time is left alone */
    Admission(String extensionId, GovernorConfig config, Account account, Duration openFor) {
        this.extensionId = extensionId;
        this.account = account;
        this.abandonedLimit = config.abandonedThreads();
        this.mostWaiting = WAITING_PER_SLOT * config.parallelCalls();
        this.slots = new Semaphore(config.parallelCalls());
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(TIMEOUTS_TO_OPEN, WINDOW)
                .withDelay(openFor)
                .build();
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** What a call holds while it is in the island. */
    final class Pass {
        private final boolean counted;

        private Pass(boolean counted) {
            this.counted = counted;
        }

        /** The call has left. */
        void leave() {
            if (counted) {
                Admission.this.leave();
            }
        }

        /**
         * The call has not begun after all, which says nothing of the extension. But a breaker that lets a few try waits for an answer of
         * each, and without it would let nobody in any more.
         */
        void withdraw() {
            if (counted && breaker.isHalfOpen()) {
                breaker.recordSuccess();
            }
            leave();
        }

        /** The call's thread stays behind. It keeps no slot: those who come later are not to wait for it. */
        void abandon() {
            abandoned.incrementAndGet();
            account.countAbandoned(1);
            leave();
        }

        /** The thread that stayed behind has left after all. */
        void returned() {
            abandoned.decrementAndGet();
            account.countAbandoned(-1);
        }
    }

    /** Lets the platform itself in, to start the extension or to take it down, also when nobody else may enter. */
    Pass platform() {
        return new Pass(false);
    }

    /**
     * Lets a call in, which takes a slot; waits for one if there is none.
     *
     * @param client whether it is a call of a client, and not a question of the platform
     * @throws PlatformException if the call may not enter
     */
    Pass enter(Duration patience, boolean client) {
        if (suspension != null) {
            throw problem(ErrorCode.EXTENSION_LOAD_FAILED, "is suspended: " + suspension.reason());
        }
        if (disabled()) {
            throw problem(ErrorCode.EXTENSION_LOAD_FAILED, "is disabled: its calls do not come back");
        }
        account.admit(extensionId, client);
        if (!occupancy.enter()) {
            throw unavailable("is being replaced");
        }
        if (!slot(patience)) {
            occupancy.leave();
            throw busy();
        }
        if (!breaker.tryAcquirePermit()) {
            leave();
            throw unavailable("did not answer in time again and again; it is left alone for a while");
        }
        return new Pass(true);
    }

    // Those who wait hold threads of the platform: only few may.
    private boolean slot(Duration patience) {
        if (slots.getQueueLength() >= mostWaiting) {
            return false;
        }
        try {
            return slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave() {
        slots.release();
        occupancy.leave();
    }

    /** Whether a call was answered in time; after too many that were not, the extension is left alone for a while. */
    void answered(boolean inTime) {
        if (inTime) {
            breaker.recordSuccess();
        } else {
            breaker.recordFailure();
        }
    }

    /** Lets nobody in any more; false if that was so before. */
    synchronized boolean suspend(Suspension given) {
        if (suspension != null) {
            return false;
        }
        suspension = given;
        return true;
    }

    boolean suspended() {
        return suspension != null;
    }

    /** Whether nobody is let in since too many threads stayed behind. */
    boolean disabled() {
        return abandoned.get() >= abandonedLimit;
    }

    int abandonedThreads() {
        return abandoned.get();
    }

    private PlatformException busy() {
        Metrics.counter("archipel.rate.limit.refusals", "limit", "extension").increment();
        return new PlatformException(
                ErrorCode.RATE_LIMIT_EXCEEDED,
                "the extension " + extensionId + " is busy",
                List.of(),
                Duration.ofSeconds(1),
                null);
    }

    PlatformException unavailable(String why) {
        return problem(ErrorCode.INTEGRATION_ERROR, why);
    }

    private PlatformException problem(ErrorCode code, String why) {
        return new PlatformException(code, "the extension " + extensionId + " " + why);
    }
}
