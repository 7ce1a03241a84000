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
 */
record Group(
        List<PreparedRecord> records,
        List<Rejection> rejections,
        int read,
        int filtered,
        Optional<JsonNode> next,
        boolean last,
        Optional<Long> total,
        boolean resumable) {}
