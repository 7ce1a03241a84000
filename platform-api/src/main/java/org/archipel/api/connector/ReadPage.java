package org.archipel.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One page of records.
 *
 * @param nextCursor how to ask for the next page; present when {@code hasMore}
 * @param hasMore whether another page may hold records
 * @param total how many records the whole read will give, where the remote side says so
 */
public record ReadPage(
        List<SourceRecord> records, Optional<JsonNode> nextCursor, boolean hasMore, Optional<Long> total) {
    public ReadPage {
        records = List.copyOf(records);
        if (hasMore && nextCursor.isEmpty()) {
            throw new IllegalArgumentException("a page with more to come needs a cursor");
        }
    }
}
