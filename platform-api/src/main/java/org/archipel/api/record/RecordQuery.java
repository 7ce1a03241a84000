package org.archipel.api.record;

import java.util.Map;
import java.util.Optional;

/**
 * Which records to list.
 *
 * @param equal fields that must equal a value, by top-level name; empty for all records
 * @param cursor where the previous page ended; empty for the first
 * @param limit 1 to 500
 */
public record RecordQuery(Map<String, String> equal, Optional<String> cursor, int limit) {
    public RecordQuery {
        equal = Map.copyOf(equal);
    }

    public static RecordQuery first(int limit) {
        return new RecordQuery(Map.of(), Optional.empty(), limit);
    }
}
