package org.archipel.sandbox.internal.governor;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures what the calls of one thread use, one after the other, and books it on the account of their installation as they go. What
 * the platform does on the thread for a call, such as reading JSON, is part of it. Thread-safe.
 */
public final class CallMeter {
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Thread thread;
    private final CpuClock clock = new CpuClock();
    private final AllocationMeter allocation;
    private CallBudget budget;
    private Account account;
    private Usage usage;
    private boolean running;
    private long startedAt;
    private boolean clockRead;
    private long cpuAtStart;
    // Between calls the thread makes no objects: where one ended is where the next begins. Unknown before the first.
    private long bytesAtEnd = -1;
    private long bytesAtStart;
    private long cpuBooked;
    private long bytesBooked;
    private long cpuLately;
    // What the account is still to be told.
    private long cpuOwed;
    private long bytesOwed;
    private volatile boolean paused;

    /** @param thread the one that it measures */
    CallMeter(Thread thread) {
        this.thread = thread;
        allocation = AllocationMeter.of(thread);
    }

    /** Of the installation whose call it is. */
    Account account() {
        return account;
    }

    /**
     * The thread, which is the present one, begins a call.
     *
     * @param called the usage of the called version, in the account
     */
    public synchronized void begin(CallBudget given, Account payer, Usage called) {
        budget = given;
        account = payer;
        usage = called;
        cpuBooked = 0;
        bytesBooked = 0;
        cpuLately = 0;
        cpuOwed = 0;
        bytesOwed = 0;
        paused = false;
        clockRead = false;
        startedAt = System.nanoTime();
        bytesAtStart = bytesAtEnd < 0 ? ThreadMeter.ownAllocatedBytes() : bytesAtEnd;
        allocation.begin(bytesAtStart);
        running = true;
    }

    /** The thread, which is the present one, has ended the call; what it owes still is left to be booked by {@link Account#spend}. */
    public synchronized void end() {
        if (!running) {
            // It could not even begin; the one before owes no more.
            cpuOwed = 0;
            bytesOwed = 0;
            return;
        }
        long elapsed = System.nanoTime() - startedAt;
        bytesAtEnd = ThreadMeter.ownAllocatedBytes();
        if (clockRead || elapsed > CpuClock.MOMENT_NANOS) {
            book(computed(ThreadMeter.ownCpuNanos()), bytesAtEnd);
        } else {
            clock.take(elapsed);
            book(elapsed, bytesAtEnd);
        }
        running = false;
    }

    /** Whether a call has begun and has not ended. */
    public synchronized boolean running() {
        return running;
    }

    /** Nanoseconds on a processor that the call, which has ended, owes still. */
    public synchronized long cpuOwed() {
        return cpuOwed;
    }

    /** Bytes that the call, which has ended, owes still. */
    public synchronized long bytesOwed() {
        return bytesOwed;
    }

    private void settle() {
        account.spend(usage, cpuOwed, bytesOwed, System.nanoTime());
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
        if (!running) {
            return Optional.empty();
        }
        long shown = ThreadMeter.cpuNanos(thread);
        book(shown < 0 ? cpuBooked : computed(shown), allocation.read(shown));
        settle();
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
        return !running ? 0 : Math.max(bytesBooked, allocation.read(ThreadMeter.cpuNanos(thread)) - bytesAtStart);
    }

    /** Whether the call has computed for a while and still does, or would if it were not paused. */
    synchronized boolean computing() {
        return running && (paused || cpuBooked > LONG_NANOS && cpuLately > BUSY_NANOS);
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
