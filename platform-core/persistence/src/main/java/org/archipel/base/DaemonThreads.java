package org.archipel.base;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of the platform's own, which have a name in thread dumps and do not keep the process from ending. Thread-safe. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Threads that all have the name. */
    public static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    /** Threads that are told apart by a number behind the name, from 1. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> daemon(task, name + "-" + count.incrementAndGet());
    }

    /** One thread for what is done from time to time. A periodic task that throws something is logged and goes on at its next time. */
    public static ScheduledExecutorService timer(String name) {
        return timer(1, named(name));
    }

    /** As {@link #timer(String)}, with so many threads. */
    public static ScheduledExecutorService timer(int threads, ThreadFactory factory) {
        return new LastingTimer(threads, factory);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
