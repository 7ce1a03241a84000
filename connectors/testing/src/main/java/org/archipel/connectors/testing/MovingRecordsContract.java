package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.junit.jupiter.api.Test;

/** A provider that lists changes in the order of their time: one that changes meanwhile moves others towards the beginning. */
public interface MovingRecordsContract extends ConnectorSubject {
    int PAGE = 50;

    /** A record changes at the provider. */
    void change(String externalId, Instant at);

    /** One that changes while others are read goes to the end of the list; none of the others is missed. */
    @Test
    default void aChangeWhileRecordsAreReadHidesNoOther() {
        Instant since = Instant.now().minusSeconds(600);
        List<String> ids = read(100).stream().map(SourceRecord::externalId).toList();
        for (int i = 0; i < ids.size(); i++) {
            change(ids.get(i), since.plusSeconds(1 + i));
        }
        Set<String> seen = new HashSet<>();
        Optional<JsonNode> cursor = Optional.empty();
        ReadPage page;
        boolean first = true;
        do {
            page = connected().page(entity(), cursor, Optional.of(since), PAGE);
            page.records().forEach(record -> seen.add(record.externalId()));
            if (first) {
                List.copyOf(seen).forEach(id -> change(id, Instant.now()));
                first = false;
            }
            cursor = page.nextCursor();
        } while (page.hasMore());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    }
}
