package org.archipel.sandbox.internal.governor;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures what one call uses, and books it on the account of its installation as it goes. What the platform does on the call's
 * thread for it, such as reading JSON, is part of it. Thread-safe.
 */
public final class CallMeter {
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CallBudget budget;
    private final Account account;
    private final Usage usage;
    private Thread thread;
    private CpuClock clock;
    private long startedAt;
    private boolean clockRead;
    private long cpuAtStart;
    private long bytesAtStart;
    private long cpuBooked;
    private long bytesBooked;
    private long cpuLately;
    // What the account is still to be told.
    private long cpuOwed;
    private long bytesOwed;
    private volatile boolean paused;

    /** @param usage that of the called version, in the account */
    public CallMeter(CallBudget budget, Account account, Usage usage) {
        this.budget = budget;
        this.account = account;
        this.usage = usage;
    }

    public CallBudget budget() {
        return budget;
    }

    /** Of the installation whose call it is. */
    Account account() {
        return account;
    }

    /** The present thread begins the call. */
    public synchronized void begin() {
        thread = Thread.currentThread();
        clock = thread instanceof GovernedThread governed ? governed.clock() : new CpuClock();
        startedAt = System.nanoTime();
        bytesAtStart = ThreadMeter.ownAllocatedBytes();
    }

    /** Whether the call began after the other one. */
    boolean begunAfter(CallMeter other) {
        return beginning() - other.beginning() > 0;
    }

    private synchronized long beginning() {
        return startedAt;
    }

    /** The present thread, the one that began it, has ended the call. */
    public synchronized void end() {
        long elapsed = System.nanoTime() - startedAt;
        if (clockRead || elapsed > CpuClock.MOMENT_NANOS) {
            book(computed(ThreadMeter.ownCpuNanos()), ThreadMeter.ownAllocatedBytes());
        } else {
            clock.take(elapsed);
            book(elapsed, ThreadMeter.ownAllocatedBytes());
        }
        thread = null;
    }

    /** Books the rest, when the call has ended; for the caller, so that two processors do not pass the account back and forth. */
    public synchronized void settle(long now) {
        account.spend(usage, cpuOwed, bytesOwed, now);
        cpuOwed = 0;
        bytesOwed = 0;
    }

    private long computed(long shown) {
        if (!clockRead) {
            clockRead = true;
            cpuAtStart = clock.before(shown, System.nanoTime() - startedAt);
        }
        clock.read(shown);
        return shown - cpuAtStart;
    }

    /** Looks how far the call is; an order to end it if it is past its budget. */
    synchronized Optional<Stop> sample() {
        if (thread == null) {
            return Optional.empty();
        }
        long shown = ThreadMeter.cpuNanos(thread);
        book(shown < 0 ? cpuBooked : computed(shown), ThreadMeter.allocatedBytes(thread));
        settle(System.nanoTime());
        if (cpuBooked > budget.cpu().toNanos()) {
            return Optional.of(Stop.cpu(cpuBooked, budget.cpu()));
        }
        return bytesBooked > budget.allocatedBytes()
                ? Optional.of(Stop.allocation(bytesBooked, budget.allocatedBytes()))
                : Optional.empty();
    }

    /** Bytes that the present thread, which runs the call, has allocated for it. */
    long allocatedNow() {
        return ThreadMeter.ownAllocatedBytes() - bytesAtStart;
    }

    /** Bytes allocated for the call up to now, seen by another thread. */
    synchronized long allocatedSoFar() {
        return thread == null ? bytesBooked : Math.max(bytesBooked, ThreadMeter.allocatedBytes(thread) - bytesAtStart);
    }

    /** Whether the call has computed for a while and still does, or would if it were not paused. */
    synchronized boolean computing() {
        return thread != null && (paused || cpuBooked > LONG_NANOS && cpuLately > BUSY_NANOS);
    }

    /** Has the call wait at its next checkpoint, or go on. */
    void pause(boolean wait) {
        paused = wait;
    }

    boolean paused() {
        return paused;
    }

    private void book(long cpu, long bytes) {
        long moreCpu = Math.max(0, cpu - cpuBooked);
        cpuLately = moreCpu;
        long moreBytes = Math.max(0, bytes - bytesAtStart - bytesBooked);
        cpuBooked += moreCpu;
        bytesBooked += moreBytes;
        cpuOwed += moreCpu;
        bytesOwed += moreBytes;
    }
}
