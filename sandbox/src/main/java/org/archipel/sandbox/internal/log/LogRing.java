package org.archipel.sandbox.internal.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.archipel.sandbox.ExtensionLogs.Entry;

/** The newest entries of one installation. Thread-safe. */
final class LogRing {
    private static final int CAPACITY = 1_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(Entry entry) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    synchronized List<Entry> tail(int limit) {
        return entries.stream().skip(Math.max(0, entries.size() - limit)).toList();
    }
}
