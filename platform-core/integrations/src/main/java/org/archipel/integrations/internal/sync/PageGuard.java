package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.Json;

/**
 * Ends a read whose cursors are too long to be kept, and one that would never end: a cursor that comes back, the same page twice in a row, the same pages again and again, or
 * nothing but empty pages. Belongs to one run.
 */
final class PageGuard {
    private static final int MOST_EMPTY_PAGES = 100;
    private static final int MOST_REPETITIONS = 2;
    private static final int LONGEST_CURSOR = 1 << 20;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Set<String> cursors = new HashSet<>();
    private final Set<Long> pages = new HashSet<>();
    private final Set<Long> repeatedPages = new HashSet<>();
    private List<SourceRecord> previous = List.of();
    private long previousIds;
    private int emptyPages;
    private int repetitions;

    /** @throws RemoteException {@code INTEGRATION_ERROR} if the page tells of an endless read, or a cursor is too long */
    void check(Optional<JsonNode> cursor, ReadPage page) {
        cursor.ifPresent(asked -> cursors.add(fingerprint(asked)));
        page.nextCursor().ifPresent(PageGuard::canonical);
        page.bookmark().ifPresent(PageGuard::canonical);
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
        List<SourceRecord> records = page.records();
        if (records.isEmpty()) {
            return;
        }
        long ids = hash(records.size(), records, SourceRecord::externalId);
        if (ids == previousIds && sameContents(records, previous)) {
            throw endless("the same page came twice in a row");
        }
        previousIds = ids;
        previous = records;
        // Contents cost more to look at than ids, and differ wherever ids do.
        if (!pages.add(ids)
                && !repeatedPages.add(hash(ids, records, SourceRecord::data))
                && ++repetitions >= MOST_REPETITIONS) {
            throw endless("the same pages come again and again");
        }
    }

    private static boolean sameContents(List<SourceRecord> some, List<SourceRecord> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> sameContents(some.get(i), others.get(i)));
    }

    private static boolean sameContents(SourceRecord one, SourceRecord other) {
        return Objects.equals(one.externalId(), other.externalId()) && Objects.equals(one.data(), other.data());
    }

    private static String fingerprint(JsonNode cursor) {
        return ContentHash.of(canonical(cursor));
    }

    private static byte[] canonical(JsonNode cursor) {
        return Json.bytes(cursor, LONGEST_CURSOR)
                .orElseThrow(() -> new RemoteException(
                        ErrorCode.INTEGRATION_ERROR,
                        "The connector's cursor has more than " + LONGEST_CURSOR + " bytes as JSON.",
                        false));
    }

    private static long hash(long seed, List<SourceRecord> records, Function<SourceRecord, Object> part) {
        long hash = seed;
        for (SourceRecord record : records) {
            long mixed = (hash ^ Objects.hashCode(part.apply(record))) * GOLDEN;
            hash = mixed ^ mixed >>> 32;
        }
        return hash;
    }

    private static RemoteException endless(String what) {
        return new RemoteException(
                ErrorCode.INTEGRATION_ERROR, "The remote system's pages would never end: " + what + ".", false);
    }
}
