package org.archipel.gateway.internal.pipeline;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The part of common threads that one organization may take: what is beyond it waits for its own, and for nobody else. Thread-safe. */
final class Share implements Executor {
    private final Executor threads;
    private final int most;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** @param most tasks at once */
    Share(Executor threads, int most, int mostWaiting) {
        this.threads = threads;
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /** @throws RejectedExecutionException if too many wait */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running >= most) {
                if (waiting.size() >= mostWaiting) {
                    throw new RejectedExecutionException("too many tasks of one organization wait");
                }
                waiting.add(task);
                return;
            }
            // Refused while nobody else can come to wait for this one's end, which there would be none of.
            threads.execute(() -> run(task));
            running++;
        }
    }

    private void run(Runnable first) {
        for (Runnable task = first; task != null; task = ended()) {
            // What the task before was told is not for this one.
            Thread.interrupted();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
        }
    }

    /** What is to be done next; null if nothing waits. */
    private synchronized Runnable ended() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
