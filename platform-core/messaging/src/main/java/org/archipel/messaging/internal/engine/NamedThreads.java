package org.archipel.messaging.internal.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a speaking name. */
public final class NamedThreads implements ThreadFactory {
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();

    private NamedThreads(String prefix) {
        this.prefix = prefix;
    }

    public static ThreadFactory of(String prefix) {
        return new NamedThreads(prefix);
    }

    @Override
    public Thread newThread(Runnable action) {
        Thread thread = new Thread(action, prefix + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
