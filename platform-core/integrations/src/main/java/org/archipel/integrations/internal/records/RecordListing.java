package org.archipel.integrations.internal.records;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which records to list, in order of their ids.
 *
 * @param equal top-level members and the values that they must have, as text
 * @param text a part of any text in the record, without regard to case; empty for all
 * @param after the last id of the previous page; empty for the first page
 * @param limit most records to return
 */
public record RecordListing(Map<String, String> equal, String text, String after, int limit) {
    public RecordListing {
        equal = Map.copyOf(equal);
    }

    public static RecordListing of(
            Map<String, String> equal, Optional<String> text, Optional<String> after, int limit) {
        return new RecordListing(equal, text.orElse(""), after.orElse(""), limit);
    }

    /** What a cursor of the list belongs to. */
    public static String scope(String entity, Map<String, String> equal, String text) {
        return entity + '\n' + new TreeMap<>(equal) + '\n' + text;
    }
}
