package org.archipel.sandbox.internal.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import org.archipel.sandbox.ExtensionLogs.Entry;

/** The newest entries of one installation. Thread-safe. */
final class LogRing {
    private static final int CAPACITY = 1_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    private long leftOut;

    synchronized void add(Entry entry) {
        leftOut = 0;
        append(entry);
    }

    /** Counts an entry that is not kept; one notice tells of all that are left out in a row. */
    synchronized void leaveOut(LongFunction<Entry> notice) {
        if (leftOut++ > 0) {
            entries.removeLast();
        }
        append(notice.apply(leftOut));
    }

    private void append(Entry entry) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    synchronized List<Entry> tail(int limit) {
        return entries.stream().skip(Math.max(0, entries.size() - limit)).toList();
    }
}
