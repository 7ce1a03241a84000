package org.archipel.sandbox.internal.governor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sees collections of all garbage that come one after the other though most of the heap is free: somebody asks for more in one piece
 * than there is, again and again, and all threads wait each time. That costs no budget of theirs. The call that went on all the while is
 * ended; of several the one that began last. Used by the watchdog alone.
 */
final class FutileCollections {
    /** So many in a row are no accident. */
    static final int MOST = 4;

    private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(2);

    // Those that ran at each collection of the row, in the order in which they were seen.
    private final List<GovernedCall> suspects = new ArrayList<>();
    private long seen;
    private long seenAt;
    private int row;

    /**
     * One look.
     *
     * @param count of collections so far, but for those that the platform asked for
     * @param roomy whether most of the heap is free
     */
    void look(long count, boolean roomy, Collection<GovernedCall> running) {
        long more = count - seen;
        if (more == 0) {
            return;
        }
        seen = count;
        long now = System.nanoTime();
        if (!roomy || row == 0 || now - seenAt > APART_NANOS) {
            suspects.clear();
            suspects.addAll(running);
            row = roomy ? 1 : 0;
        } else {
            suspects.removeIf(call -> !running.contains(call));
            row += (int) Math.min(more, MOST);
        }
        seenAt = now;
        if (row > MOST) {
            stopLatest();
            row = 0;
        }
    }

    private void stopLatest() {
        GovernedCall latest = null;
        for (GovernedCall call : suspects) {
            if (call.stopped() == null && (latest == null || call.meter().begunAfter(latest.meter()))) {
                latest = call;
            }
        }
        if (latest != null) {
            latest.stop(Stop.futile(row));
        }
        suspects.clear();
    }
}
