package org.archipel.marketplace.internal.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock per key, which exists only while someone holds or awaits it. */
final class KeyedLocks {
    private final Map<String, Entry> entries = new HashMap<>();

    <T> T call(String key, Supplier<T> work) {
        var entry = enter(key);
        entry.lock.lock();
        try {
            return work.get();
        } finally {
            entry.lock.unlock();
            leave(key, entry);
        }
    }

    void run(String key, Runnable work) {
        call(key, () -> {
            work.run();
            return null;
        });
    }

    private synchronized Entry enter(String key) {
        var entry = entries.computeIfAbsent(key, absent -> new Entry());
        entry.users++;
        return entry;
    }

    private synchronized void leave(String key, Entry entry) {
        if (--entry.users == 0) {
            entries.remove(key);
        }
    }

    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }
}
