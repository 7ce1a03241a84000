package org.archipel.sandbox.internal.boundary;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.api.error.PlatformException;

/**
 * One call into an extension. Its clock stands still while the extension waits for a service of the platform, which has limits of
 * its own; for that time the thread is not interrupted either, since it may hold a database connection.
 */
final class IslandCall<T> implements Runnable {
    private static final ThreadLocal<IslandCall<?>> CURRENT = new ThreadLocal<>();
    // A call that does nothing but wait for the platform ends as well.
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(15);

    private final Callable<T> work;
    private final ClassLoader loader;
    private final FailureHandler failures;
    private final Runnable onLeave;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    private Thread thread;
    private int hostDepth;
    private long hostSince;
    private long hostNanos;
    private boolean interruptLater;
    private boolean abandoned;
    private boolean left;

    /** Makes of what was thrown what the caller gets; called on the extension's thread. */
    @FunctionalInterface
    interface FailureHandler {
        PlatformException translate(Throwable thrown);
    }

    /** @param onLeave runs when the thread has left the extension, in time or not */
    IslandCall(Callable<T> work, ClassLoader loader, FailureHandler failures, Runnable onLeave) {
        this.work = work;
        this.loader = loader;
        this.failures = failures;
        this.onLeave = onLeave;
    }

    /** The call that the present thread runs; null if it runs none. */
    static IslandCall<?> current() {
        return CURRENT.get();
    }

    @Override
    public void run() {
        enter();
        try {
            outcome.complete(work.call());
        } catch (Throwable thrown) {
            outcome.completeExceptionally(translated(thrown));
        } finally {
            leave();
        }
    }

    // Even describing the failure may fail, for want of stack or memory.
    private PlatformException translated(Throwable thrown) {
        try {
            return failures.translate(thrown);
        } catch (Throwable again) {
            return Translation.failed("");
        }
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
        thread.setContextClassLoader(loader);
        CURRENT.set(this);
    }

    private void leave() {
        synchronized (this) {
            left = true;
            CURRENT.remove();
            thread.setContextClassLoader(null);
            // The thread is used again; the interruption was for this call.
            Thread.interrupted();
        }
        onLeave.run();
    }

    synchronized void enterHost() {
        if (hostDepth++ == 0) {
            hostSince = System.nanoTime();
        }
    }

    synchronized void leaveHost() {
        if (--hostDepth == 0) {
            hostNanos += System.nanoTime() - hostSince;
            if (interruptLater) {
                thread.interrupt();
            }
        }
    }

    private synchronized long hostTime() {
        return hostNanos + (hostDepth > 0 ? System.nanoTime() - hostSince : 0);
    }

    /**
     * Waits for the outcome.
     *
     * @throws TimeoutException if the extension used up the limit; the call goes on
     */
    T await(long limitNanos) throws TimeoutException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (true) {
            long elapsed = System.nanoTime() - start;
            long rest = Math.min(limitNanos - (elapsed - hostTime()), Math.max(limitNanos, LONGEST_NANOS) - elapsed);
            if (rest <= 0) {
                throw new TimeoutException();
            }
            try {
                return outcome.get(rest, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Perhaps the clock stood still meanwhile: reckon again.
                continue;
            }
        }
    }

    /** Where the call is; an exception that was not thrown, for its trace. Null if the thread has left. */
    synchronized Throwable whereabouts() {
        if (thread == null || left) {
            return null;
        }
        Throwable trace = new Throwable("where it was");
        trace.setStackTrace(thread.getStackTrace());
        return trace;
    }

    /** Tells the thread to leave. */
    synchronized void interrupt() {
        if (thread == null || left) {
            return;
        }
        if (hostDepth > 0) {
            interruptLater = true;
        } else {
            thread.interrupt();
        }
    }

    /** Gives the call up; false if its thread has left already. */
    synchronized boolean abandon() {
        if (left) {
            return false;
        }
        abandoned = true;
        interrupt();
        return true;
    }

    synchronized boolean abandoned() {
        return abandoned;
    }
}
