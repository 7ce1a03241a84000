package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.records.PreparedRecord;

/**
 * Whole pages that are written in one transaction.
 *
 * @param read how many records the pages held
 * @param filtered how many of them were filtered out
 * @param next cursor after the last of the pages; empty at the end
 * @param last whether the read ends here
 * @param resumable whether a read that is broken off may go on at {@code next}
 * @param seen the external ids of the pages, as {@link SeenIds#bits}; empty unless everything is read
 * @param complete whether the pages are of a read that gives every record there is, each with an id
 * @param missing how many of the records are there because the read did not meet them
 * @param bookmark the cursor that the next read of changes begins at; empty where there is none, and before the end
 */
record Group(
        List<PreparedRecord> records,
        List<Rejection> rejections,
        int read,
        int filtered,
        Optional<JsonNode> next,
        boolean last,
        Optional<Long> total,
        boolean resumable,
        long[] seen,
        boolean complete,
        int missing,
        Optional<JsonNode> bookmark) {
    private static final long[] NONE = {};

    /** Records that a full scan did not meet. */
    static Group missing(List<PreparedRecord> records) {
        return new Group(
                records,
                List.of(),
                0,
                0,
                Optional.empty(),
                true,
                Optional.empty(),
                true,
                NONE,
                true,
                records.size(),
                Optional.empty());
    }

    /**
     * Records that were read each by itself.
     *
     * @param last whether no more of them follow
     */
    static Group single(
            List<PreparedRecord> records, List<Rejection> rejections, int read, int filtered, boolean last) {
        return new Group(
                records,
                rejections,
                read,
                filtered,
                Optional.empty(),
                last,
                Optional.empty(),
                true,
                NONE,
                false,
                0,
                Optional.empty());
    }
}
