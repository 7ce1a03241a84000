package org.archipel.sandbox.internal.store;

import java.util.List;
import java.util.function.ToLongFunction;

/** Bounds what the rows of one page hold together, where their limit is one of number only. */
final class PageBound {
    static final long BYTES = 16L << 20;

    private PageBound() {}

    /**
     * The first rows that have no more than {@value #BYTES} bytes together, but at least one. A driver may have all rows of a result in
     * memory before the first one is read, so that only a few may be in it: their sizes are asked for before.
     */
    static <T> List<T> cut(List<T> rows, ToLongFunction<T> size) {
        long bytes = 0;
        int count = 0;
        for (T row : rows) {
            bytes += size.applyAsLong(row);
            if (count > 0 && bytes > BYTES) {
                break;
            }
            count++;
        }
        return rows.subList(0, count);
    }
}
