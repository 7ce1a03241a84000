package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.Json;

/**
 * Ends a read that would never end: a cursor that comes back, the same page twice in a row, the same pages again and again, or
 * nothing but empty pages. Belongs to one run.
 */
final class PageGuard {
    private static final int MOST_EMPTY_PAGES = 100;
    private static final int MOST_REPEATED_PAGES = 3;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Set<String> cursors = new HashSet<>();
    private final Set<Long> pages = new HashSet<>();
    private long previousPage;
    private boolean hasPrevious;
    private int emptyPages;
    private int repeatedPages;

    /** @throws RemoteException {@code INTEGRATION_ERROR} if the page tells of an endless read */
    void check(Optional<JsonNode> cursor, ReadPage page) {
        cursor.ifPresent(asked -> cursors.add(fingerprint(asked)));
        checkRepeated(page);
        if (page.hasMore()) {
            checkCursor(page.nextCursor().orElseThrow());
            checkEmpty(page);
        }
    }

    private void checkCursor(JsonNode next) {
        if (!cursors.add(fingerprint(next))) {
            throw endless("the cursor of the next page was seen before");
        }
    }

    private void checkEmpty(ReadPage page) {
        boolean empty =
                page.records().isEmpty() && page.unchanged().orElse(List.of()).isEmpty();
        emptyPages = empty ? emptyPages + 1 : 0;
        if (emptyPages > MOST_EMPTY_PAGES) {
            throw endless(MOST_EMPTY_PAGES + " empty pages in a row, and still more to come");
        }
    }

    private void checkRepeated(ReadPage page) {
        if (page.records().isEmpty()) {
            return;
        }
        long fingerprint = fingerprint(page);
        if (hasPrevious && fingerprint == previousPage) {
            throw endless("the same page came twice in a row");
        }
        previousPage = fingerprint;
        hasPrevious = true;
        if (!pages.add(fingerprint) && ++repeatedPages >= MOST_REPEATED_PAGES) {
            throw endless("the same pages come again and again");
        }
    }

    private static String fingerprint(JsonNode cursor) {
        return ContentHash.of(Json.bytes(cursor));
    }

    /** Ids and contents; a record that only moved to another page makes another page. */
    private static long fingerprint(ReadPage page) {
        long hash = page.records().size();
        for (SourceRecord record : page.records()) {
            hash = mix(hash, record.externalId());
            hash = mix(hash, record.data());
        }
        return hash;
    }

    private static long mix(long hash, Object part) {
        long mixed = (hash ^ (part == null ? 0 : part.hashCode())) * GOLDEN;
        return mixed ^ mixed >>> 32;
    }

    private static RemoteException endless(String what) {
        return new RemoteException(
                ErrorCode.INTEGRATION_ERROR, "The remote system's pages would never end: " + what + ".", false);
    }
}
