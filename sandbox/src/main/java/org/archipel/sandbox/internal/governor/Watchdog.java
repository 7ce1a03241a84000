package org.archipel.sandbox.internal.governor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every running call again and again; sleeps while there is none. Thread-safe. */
final class Watchdog implements Runnable {
    static final Duration PERIOD = Duration.ofMillis(10);
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    // A thread stays here until it ends: to put each call in and out would take as long as a short one.
    private final Set<GovernedThread> threads = ConcurrentHashMap.newKeySet();
    private final List<GovernedCall> running = new ArrayList<>();
    private final Thread thread = new Thread(null, this, "archipel-extension-watchdog", 0, false);
    private final Brake brake;
    private final HeapWatch heap;
    private volatile boolean asleep;
    private volatile boolean ended;

    Watchdog(Brake brake, HeapWatch heap) {
        this.brake = brake;
        this.heap = heap;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Looks at the calls of the thread from now on. */
    void watch(GovernedThread governed) {
        threads.add(governed);
        begun();
    }

    /** A watched thread was handed a call. */
    void begun() {
        // Read after the thread was handed its call, as the watchdog looks for calls after it wrote this: one of the
        // two sees the other.
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                if (find()) {
                    round();
                    LockSupport.parkNanos(this, PERIOD.toNanos());
                } else {
                    sleep();
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                // An extension may have brought the memory to its end just now: the next round stops it.
                complain(e);
            }
        }
    }

    private static void complain(Throwable failure) {
        try {
            LOG.warn("Calls of extensions could not be looked at; the next round tries again", failure);
        } catch (OutOfMemoryError e) {
            Thread.onSpinWait();
        }
    }

    private void sleep() {
        brake.turn(List.of());
        heap.look(running);
        asleep = true;
        while (!find() && !ended) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    // Makes no objects, which there may be no room for.
    private boolean find() {
        running.clear();
        for (GovernedThread governed : threads) {
            GovernedCall call = governed.call();
            if (call != null) {
                running.add(call);
            } else if (governed.getState() == Thread.State.TERMINATED) {
                threads.remove(governed);
            }
        }
        return !running.isEmpty();
    }

    // The heap first: without room the rest cannot be done.
    private void round() {
        heap.look(running);
        List<CallMeter> computing = new ArrayList<>();
        for (GovernedCall call : running) {
            Optional<Stop> order = call.stopped() == null ? call.meter().sample() : Optional.empty();
            order.ifPresent(call::stop);
            if (call.stopped() == null && call.meter().computing()) {
                computing.add(call.meter());
            }
        }
        brake.turn(computing);
    }
}
