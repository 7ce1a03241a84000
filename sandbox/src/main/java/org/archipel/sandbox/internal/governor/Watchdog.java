package org.archipel.sandbox.internal.governor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** A call that allocated less is not why the heap is full. */
    private static final long MUCH = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Set<GovernedCall> running = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(null, this, "archipel-extension-watchdog", 0, false);
    private final Brake brake;
    private final HeapPressure pressure;
    private volatile boolean asleep;
    private volatile boolean ended;

    Watchdog(Brake brake, HeapPressure pressure) {
        this.brake = brake;
        this.pressure = pressure;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    void watch(GovernedCall call) {
        running.add(call);
        // Read after the call was added, as the watchdog looks for calls after it wrote this: one of the two sees the
        // other.
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void forget(GovernedCall call) {
        running.remove(call);
    }

    @Override
    public void run() {
        while (!ended) {
            if (running.isEmpty()) {
                sleep();
            } else {
                round();
                LockSupport.parkNanos(this, PERIOD.toNanos());
            }
        }
    }

    private void sleep() {
        brake.turn(List.of());
        asleep = true;
        while (running.isEmpty() && !ended) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void round() {
        List<CallMeter> computing = new ArrayList<>();
        for (GovernedCall call : running) {
            try {
                Optional<Stop> order = call.stopped() == null ? call.meter().sample() : Optional.empty();
                order.ifPresent(call::stop);
                if (call.stopped() == null && call.meter().computing()) {
                    computing.add(call.meter());
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                // An extension may have brought the memory to its end just now: the next round stops it.
                LOG.warn("A call of an extension could not be looked at; the next round tries again", e);
            }
        }
        brake.turn(computing);
        if (pressure.rises()) {
            relieve();
        }
    }

    /** Ends the call that allocated most: it is the likeliest to hold what fills the heap. */
    private void relieve() {
        running.stream()
                .filter(call -> call.stopped() == null && call.meter().allocated() >= MUCH)
                .max(Comparator.comparingLong(call -> call.meter().allocated()))
                .ifPresent(call -> call.stop(Stop.heap(call.meter().allocated())));
    }
}
