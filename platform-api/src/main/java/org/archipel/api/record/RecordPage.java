package org.archipel.api.record;

import java.util.List;
import java.util.Optional;

/** One page of records; {@code nextCursor} is empty on the last one. */
public record RecordPage(List<HubRecord> items, Optional<String> nextCursor) {
    public RecordPage {
        items = List.copyOf(items);
    }
}
