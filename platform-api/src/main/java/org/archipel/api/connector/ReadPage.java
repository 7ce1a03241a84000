package org.archipel.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One page of records.
 *
 * @param nextCursor how to ask for the next page; present when {@code hasMore}; of at most 1,048,576 bytes as JSON
 * @param hasMore whether another page may hold records
 * @param total how many records the whole read will give, where the remote side says so
 * @param resumable whether a read that was broken off may go on at {@code nextCursor}; {@code false} where the remote side lists
 *     in no fixed order: the read then begins anew
 * @param complete whether the whole read gives every record there is; {@code false} where the remote side lists only some of them,
 *     such as those of a window of time: a record that is missing then says nothing
 * @param unchanged where only what changed since a time was asked for, and the remote side cannot tell it apart and lists everything: the
 *     external ids of this page's records that the connector left out by itself, as they were not changed; none if it gave all of them.
 *     Such a read still tells which records are gone. Empty where the remote side itself lists changes alone
 * @param bookmark on the last page, where the remote side goes on from a position and not from a time: the cursor that the next read
 *     of changes begins at, so that it gives what changed since this one. For connectors with {@link Capability#INCREMENTAL_READ}; empty
 *     where the time is enough
 */
public record ReadPage(
        List<SourceRecord> records,
        Optional<JsonNode> nextCursor,
        boolean hasMore,
        Optional<Long> total,
        boolean resumable,
        boolean complete,
        Optional<List<String>> unchanged,
        Optional<JsonNode> bookmark) {
    /** A page after which the next read goes on by time. */
    public ReadPage(
            List<SourceRecord> records,
            Optional<JsonNode> nextCursor,
            boolean hasMore,
            Optional<Long> total,
            boolean resumable,
            boolean complete,
            Optional<List<String>> unchanged) {
        this(records, nextCursor, hasMore, total, resumable, complete, unchanged, Optional.empty());
    }

    /** A page of a read that can go on later. */
    public ReadPage(List<SourceRecord> records, Optional<JsonNode> nextCursor, boolean hasMore, Optional<Long> total) {
        this(records, nextCursor, hasMore, total, true);
    }

    /** A page of which the connector left nothing out. */
    public ReadPage(
            List<SourceRecord> records,
            Optional<JsonNode> nextCursor,
            boolean hasMore,
            Optional<Long> total,
            boolean resumable,
            boolean complete) {
        this(records, nextCursor, hasMore, total, resumable, complete, Optional.empty());
    }

    /** A page of a read that gives every record there is. */
    public ReadPage(
            List<SourceRecord> records,
            Optional<JsonNode> nextCursor,
            boolean hasMore,
            Optional<Long> total,
            boolean resumable) {
        this(records, nextCursor, hasMore, total, resumable, true);
    }

    public ReadPage {
        records = List.copyOf(records);
        unchanged = unchanged.map(List::copyOf);
        if (hasMore && nextCursor.isEmpty()) {
            throw new IllegalArgumentException("a page with more to come needs a cursor");
        }
    }

    /** The same with the cursor that the next read of changes begins at. */
    public ReadPage bookmarked(JsonNode cursor) {
        return new ReadPage(records, nextCursor, hasMore, total, resumable, complete, unchanged, Optional.of(cursor));
    }
}
