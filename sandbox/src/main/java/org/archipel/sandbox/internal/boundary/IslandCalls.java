package org.archipel.sandbox.internal.boundary;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.archipel.sandbox.internal.log.LogRings;
import org.slf4j.event.Level;

/** Runs the calls of one island on threads of its own. Thread-safe. */
final class IslandCalls {
    private static final int TIMEOUTS_TO_OPEN = 5;
    private static final int WINDOW = 10;
    private static final int WAITING_PER_SLOT = 2;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);
    private static final Duration IDLE_THREAD = Duration.ofSeconds(20);

    private final InstallationInfo installation;
    private final LogRings logs;
    private final CallFigures figures;
    private final int abandonedLimit;
    private final int mostWaiting;
    private final Semaphore slots;
    private final Occupancy occupancy = new Occupancy();
    private final Set<IslandCall<?>> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(TIMEOUTS_TO_OPEN, WINDOW)
            .withDelay(OPEN_FOR)
            .build();

    IslandCalls(InstallationInfo installation, SandboxConfig config, LogRings logs, CallFigures figures) {
        this.installation = installation;
        this.logs = logs;
        this.figures = figures;
        this.abandonedLimit = config.abandonedThreads();
        this.mostWaiting = WAITING_PER_SLOT * config.parallelCalls();
        this.slots = new Semaphore(config.parallelCalls());
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0,
                // Bounded by the slots, and by the limit of threads that were left behind.
                Integer.MAX_VALUE,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> thread(work, number.incrementAndGet()));
    }

    private Thread thread(Runnable work, int number) {
        Thread thread = new Thread(
                work, "extension " + installation.extensionId() + " " + installation.version() + " #" + number);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Calls into the extension, on behalf of the caller, who waits. */
    <T> T call(String what, Duration limit, ClassLoader loader, Callable<T> work) {
        refuseIfDisabled();
        if (!breaker.tryAcquirePermit()) {
            throw unavailable("did not answer in time again and again; it is left alone for a while");
        }
        if (!occupancy.enter()) {
            throw unavailable("is being replaced");
        }
        if (!slot(limit)) {
            occupancy.leave();
            throw busy();
        }
        return run(what, limit, loader, work);
    }

    // Those who wait hold threads of the platform: only few may.
    private boolean slot(Duration limit) {
        if (slots.getQueueLength() >= mostWaiting) {
            return false;
        }
        try {
            return slots.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T run(String what, Duration limit, ClassLoader loader, Callable<T> work) {
        long start = System.nanoTime();
        CallHolder holder = new CallHolder();
        IslandCall<T> call = new IslandCall<>(work, loader, thrown -> failure(what, thrown), () -> left(holder.call));
        holder.call = call;
        start(call);
        boolean failed = true;
        try {
            T result = call.await(limit.toNanos());
            failed = false;
            breaker.recordSuccess();
            return result;
        } catch (ExecutionException e) {
            breaker.recordSuccess();
            throw (PlatformException) e.getCause();
        } catch (TimeoutException e) {
            throw timedOut(what, limit, call);
        } catch (InterruptedException e) {
            giveUp(call);
            Thread.currentThread().interrupt();
            throw unavailable("was left because the platform stops");
        } finally {
            figures.calls.increment();
            figures.nanos.add(System.nanoTime() - start);
            if (failed) {
                figures.errors.increment();
            }
        }
    }

    private void start(IslandCall<?> call) {
        running.add(call);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException e) {
            left(call);
            throw unavailable("was removed");
        }
    }

    private static final class CallHolder {
        private volatile IslandCall<?> call;
    }

    private PlatformException failure(String what, Throwable thrown) {
        if (!Translation.expected(thrown)) {
            logs.write(installation, Level.ERROR, what + " failed", Translation.unwrap(thrown));
        }
        return Translation.translate(thrown, installation.extensionId());
    }

    private PlatformException timedOut(String what, Duration limit, IslandCall<?> call) {
        breaker.recordFailure();
        figures.timeouts.increment();
        Throwable where = call.whereabouts();
        giveUp(call);
        logs.write(installation, Level.ERROR, what + " did not end within " + limit.toMillis() + " ms", where);
        return new PlatformException(
                ErrorCode.INTEGRATION_ERROR,
                "the extension " + installation.extensionId() + " did not answer within " + limit.toMillis() + " ms");
    }

    // The thread keeps no slot: those who come later are not to wait for it.
    private void giveUp(IslandCall<?> call) {
        abandoned.incrementAndGet();
        if (call.abandon()) {
            slots.release();
            occupancy.leave();
        } else {
            abandoned.decrementAndGet();
        }
    }

    private void left(IslandCall<?> call) {
        running.remove(call);
        if (call.abandoned()) {
            abandoned.decrementAndGet();
        } else {
            slots.release();
            occupancy.leave();
        }
    }

    private void refuseIfDisabled() {
        if (disabled()) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "the extension " + installation.extensionId() + " is disabled: its calls do not come back");
        }
    }

    private PlatformException busy() {
        return new PlatformException(
                ErrorCode.RATE_LIMIT_EXCEEDED,
                "the extension " + installation.extensionId() + " is busy",
                List.of(),
                Duration.ofSeconds(1),
                null);
    }

    private PlatformException unavailable(String why) {
        return new PlatformException(
                ErrorCode.INTEGRATION_ERROR, "the extension " + installation.extensionId() + " " + why);
    }

    /** Keeps the island occupied until {@link #exit}, for a session or a request; false if it is closed. */
    boolean enter() {
        return occupancy.enter();
    }

    void exit() {
        occupancy.leave();
    }

    /** Waits for those inside, then lets nobody in; past the deadline they are interrupted. */
    void close(Duration deadline) {
        try {
            if (!occupancy.close(deadline)) {
                running.forEach(IslandCall::interrupt);
                occupancy.awaitEmpty(running.isEmpty() ? Duration.ZERO : GRACE);
            }
        } catch (InterruptedException e) {
            running.forEach(IslandCall::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    boolean closed() {
        return occupancy.closed();
    }

    /** Ends the island's threads. */
    void shutdown() {
        close(Duration.ZERO);
        threads.shutdownNow();
    }

    int runningCalls() {
        return running.size() - Math.min(running.size(), abandoned.get());
    }

    int abandonedThreads() {
        return abandoned.get();
    }

    boolean disabled() {
        return abandoned.get() >= abandonedLimit;
    }
}
