package org.archipel.sandbox.internal.governor;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that extensions leave the platform room in the heap. What a call allocated says nothing of what it keeps; so when the
 * heap gets full, the calls that allocate are held, the garbage is removed, and if the rest is still too much, the calls that
 * allocated most are ended; if there are none, the extension that did. Used by the watchdog alone.
 */
final class HeapWatch {
    /** From here on calls look at the heap themselves. */
    private static final double HIGH = 0.60;
    /** Looks ahead by so many rounds: what grows fast has passed the rest before the next one. */
    private static final int AHEAD = 2;
    /** The part of what lasting objects have room for, that they may take up. */
    private static final double MOST = 0.80;
    /** The part that they should take up afterwards. */
    private static final double GOOD = 0.65;
    /** Extensions that allocated less than this are not why the heap is full. */
    private static final long CONSIDERABLE = 16L << 20;

    private static final long LEAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    // Until an extension that was suspended is taken down, its memory is still in use, and no other extension's fault.
    private static final long SUSPENSION_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Heap heap;
    private final MemoryGate gate;
    private final Runnable arm;
    private final Runnable disarm;
    private volatile MemoryUsers users = MemoryUsers.NONE;
    private long usedBefore = Long.MAX_VALUE;
    private long stoppedAt = System.nanoTime() - LEAVE_NANOS;
    private long collectedAt = System.nanoTime() - REST_NANOS;
    private long calmedAt = System.nanoTime() - REST_NANOS;
    private long suspendedAt = System.nanoTime() - SUSPENSION_NANOS;

    /**
     * @param arm called before calls have to look at the heap
     * @param disarm called when they need not any more
     */
    HeapWatch(Heap heap, MemoryGate gate, Runnable arm, Runnable disarm) {
        this.heap = heap;
        this.gate = gate;
        this.arm = arm;
        this.disarm = disarm;
    }

    void users(MemoryUsers known) {
        users = known;
    }

    /** One look; makes no objects unless something is wrong. */
    void look(Collection<GovernedCall> running) {
        long used = heap.used();
        boolean theirs = used > heap.most() * HIGH && users.allocated() >= CONSIDERABLE;
        boolean high = fullSoon(used, running) || theirs;
        if (high != gate.watched()) {
            if (high) {
                arm.run();
            } else {
                disarm.run();
            }
            gate.watch(high);
        }
        if (gate.closed() || theirs && full(used)) {
            relieve(running);
        } else if (used <= heap.most() * HIGH && System.nanoTime() - calmedAt >= REST_NANOS) {
            calm();
        }
    }

    // Whoever it is that allocates: what calls allocated is not booked that soon.
    private boolean fullSoon(long used, Collection<GovernedCall> running) {
        long grown = Math.max(0, used - usedBefore);
        // Without calls the next look is not soon.
        usedBefore = running.isEmpty() ? Long.MAX_VALUE : used;
        return grown > 0 && used + AHEAD * grown > heap.most() * MemoryGate.FULL;
    }

    // What was allocated so far left room.
    private void calm() {
        calmedAt = System.nanoTime();
        users.calm();
    }

    private boolean full(long used) {
        return used > heap.most() * MemoryGate.FULL || heap.lasting() > heap.mostLasting() * MOST;
    }

    private void relieve(Collection<GovernedCall> running) {
        gate.close();
        long now = System.nanoTime();
        // Who was stopped gets time to leave; and not all time is spent with collections.
        if (now - stoppedAt < LEAVE_NANOS && anyLeaves(running) || now - collectedAt < REST_NANOS) {
            return;
        }
        boolean collected = heap.collect();
        collectedAt = System.nanoTime();
        long live = heap.used();
        if (!collected || live <= heap.mostLasting() * MOST || users.allocated() < CONSIDERABLE) {
            if (collected && live <= heap.mostLasting() * GOOD) {
                calm();
            }
            gate.open();
            return;
        }
        if (stopLargest(running, live - (long) (heap.mostLasting() * GOOD))) {
            stoppedAt = System.nanoTime();
            // As soon as they have left, it is time to look again.
            collectedAt = stoppedAt - REST_NANOS;
        } else if (now - suspendedAt >= SUSPENSION_NANOS) {
            suspendedAt = now;
            users.exhausted();
            gate.open();
        }
    }

    private static boolean anyLeaves(Collection<GovernedCall> running) {
        for (GovernedCall call : running) {
            if (call.stopped() != null) {
                return true;
            }
        }
        return false;
    }

    // What a call keeps is no more than what it allocated.
    private static boolean stopLargest(Collection<GovernedCall> running, long bytes) {
        long freed = 0;
        while (freed < bytes) {
            GovernedCall largest = null;
            long most = MemoryGate.MUCH;
            for (GovernedCall call : running) {
                long allocated = call.stopped() == null ? call.meter().allocatedSoFar() : 0;
                if (allocated >= most) {
                    most = allocated;
                    largest = call;
                }
            }
            if (largest == null) {
                break;
            }
            largest.stop(Stop.heap(most));
            freed += most;
        }
        return freed > 0;
    }
}
