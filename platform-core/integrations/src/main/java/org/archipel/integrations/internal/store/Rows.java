package org.archipel.integrations.internal.store;

import java.util.List;
import java.util.function.Function;
import org.archipel.persistence.Sql;

/**
 * Rows that follow each other.
 *
 * @param rows fewer than were asked for where they are long
 * @param more whether there are more behind them
 */
public record Rows<T>(List<T> rows, boolean more) {
    /** Characters, or bytes, of a page: content that others chose may take thirty times the memory once it is read. */
    public static final long LONGEST = 1 << 20;

    /** The first rows of what was found. */
    public static <T> Rows<T> first(Sql.Slice<T> found, int limit) {
        boolean full = found.rows().size() > limit;
        return new Rows<>(full ? found.rows().subList(0, limit) : found.rows(), full || found.cut());
    }

    public <R> Rows<R> map(Function<T, R> mapper) {
        return new Rows<>(rows.stream().map(mapper).toList(), more);
    }
}
