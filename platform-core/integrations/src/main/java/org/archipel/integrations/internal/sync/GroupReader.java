package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.integrations.internal.records.PreparedRecord;

/**
 * Reads pages until they make a good transaction: enough records, enough bytes, or enough time. So a provider with small pages
 * costs no commit for each, and a slow one still gets its checkpoints. The first transactions are small, each twice the one before:
 * a run that is broken off again and again soon after its begin still gets on. Used by one thread at a time, but for {@link #close}.
 */
final class GroupReader implements AutoCloseable {
    private static final long MOST_CHARACTERS = 8_000_000;
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int FIRST_RECORDS = 100;

    private final PageReader pages;
    private final SyncRun run;
    private final SyncPlan plan;
    private int enough;

    GroupReader(PageReader pages, SyncRun run, SyncPlan plan) {
        this.pages = pages;
        this.run = run;
        this.plan = plan;
        this.enough = Math.min(FIRST_RECORDS, plan.recordsPerTransaction());
    }

    /** The next group; the pages of the groups before need not be written yet. */
    Group read() {
        List<PreparedRecord> records = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        int read = 0;
        int filtered = 0;
        Optional<Long> total = Optional.empty();
        long start = System.nanoTime();
        boolean last = pages.exhausted();
        boolean resumable = true;
        boolean complete = true;
        Optional<JsonNode> cursor = Optional.empty();
        Optional<JsonNode> bookmark = Optional.empty();
        LongStream.Builder seen = LongStream.builder();
        while (!last) {
            ReadPage page = pages.next();
            filtered += plan.preparation().batch(() -> prepare(page.records(), records, rejections));
            if (run.scan() == SyncRun.Scan.FULL) {
                complete &= meet(page, seen);
            }
            read += page.records().size();
            cursor = page.nextCursor();
            total = page.total();
            resumable = page.resumable();
            bookmark = page.hasMore() ? Optional.empty() : page.bookmark();
            last = !page.hasMore() || pages.exhausted();
            if (full(read, records, start)) {
                break;
            }
        }
        enough = Math.min(2 * enough, plan.recordsPerTransaction());
        return new Group(
                records,
                rejections,
                read,
                filtered,
                last ? Optional.empty() : cursor,
                last,
                total,
                resumable,
                seen.build().toArray(),
                complete,
                0,
                bookmark);
    }

    /**
     * Reads to the end and keeps nothing but the ids.
     *
     * @param between runs before each page
     * @return the ids as {@link SeenIds#bits}, each once and in ascending order; empty if the pages do not tell which records are gone
     */
    Optional<long[]> ids(Runnable between) {
        LongStream.Builder seen = LongStream.builder();
        boolean more = true;
        while (more) {
            between.run();
            ReadPage page = pages.next();
            more = page.hasMore();
            if (!meet(page, seen) || more && pages.exhausted()) {
                return Optional.empty();
            }
        }
        return Optional.of(seen.build().sorted().distinct().toArray());
    }

    /** @return whether the page tells which records are gone */
    private boolean meet(ReadPage page, LongStream.Builder seen) {
        List<SourceRecord> records = page.records();
        List<String> unchanged = page.unchanged().orElse(List.of());
        records.stream()
                .filter(RecordPreparation::hasUsableId)
                .forEach(record -> seen.add(SeenIds.bits(record.externalId())));
        unchanged.forEach(id -> seen.add(SeenIds.bits(id)));
        boolean everything = run.since().isEmpty() || page.unchanged().isPresent();
        return page.complete()
                && everything
                && records.stream().allMatch(RecordPreparation::hasUsableId)
                && unchanged.stream().noneMatch(String::isBlank);
    }

    /** @return how many were filtered out */
    private int prepare(List<SourceRecord> page, List<PreparedRecord> records, List<Rejection> rejections) {
        int filtered = 0;
        for (SourceRecord record : page) {
            if (plan.preparation().prepare(record, records::add, rejections::add)
                    == RecordPreparation.Outcome.FILTERED) {
                filtered++;
            }
        }
        return filtered;
    }

    private boolean full(int read, List<PreparedRecord> records, long start) {
        return read >= enough
                || System.nanoTime() - start > LONGEST_NANOS
                || records.stream().mapToLong(record -> record.json().length()).sum() > MOST_CHARACTERS;
    }

    /** Interrupts a read in progress; by any thread. */
    @Override
    public void close() {
        pages.close();
    }
}
