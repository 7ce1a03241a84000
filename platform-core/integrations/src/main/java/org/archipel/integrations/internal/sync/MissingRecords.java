package org.archipel.integrations.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.messaging.JobExecution;
import org.archipel.persistence.UnitOfWork;

/**
 * Takes the records that a full scan did not meet for deleted on the remote side. They are looked for once more before: where pages are
 * numbered, a record that is deleted while they are read moves others over the border of a page that was read already. Where more of
 * them are missing than the settings allow, the remote side is believed to be at fault: the run stops before the first of them is touched.
 */
final class MissingRecords {
    /** So few say nothing about the remote side, as long as it lists anything. */
    private static final int TOLERATED = 5;

    private static final int KNOWN_AT_A_TIME = 5_000;

    private final UnitOfWork work;
    private final GroupWriter writer;
    private final ExecutorService readers;
    private final Duration settling;
    private final SeenIds seenIds = new SeenIds();
    private final RunStore runs = new RunStore();

    /** @param settling how long the remote side may take to list a record that was made there */
    MissingRecords(UnitOfWork work, GroupWriter writer, ExecutorService readers, Duration settling) {
        this.work = work;
        this.writer = writer;
        this.readers = readers;
        this.settling = settling;
    }

    /**
     * @param run one that has read everything
     * @param accepted how many a person said may be missing; empty if nobody did
     * @return the run behind them
     * @throws PlatformException {@code SYNC_CONFLICT} if too many are missing
     */
    SyncRun settle(JobExecution execution, OpenSession open, SyncRun run, SyncPlan plan, OptionalLong accepted) {
        long[] first = work.call(transaction -> seenIds.all(transaction, run));
        if (run.total().filter(total -> total > first.length).isPresent()) {
            // It announced more than it gave: what is missing may be among the rest.
            return work.call(transaction -> runs.partial(transaction, run));
        }
        Instant madeBefore = run.startedAt().minus(settling);
        if (allAreNew(run, plan, first, madeBefore)
                || count(run, plan, first, madeBefore).missing() == 0) {
            return run;
        }
        Optional<long[]> again = ids(execution, open, run, plan);
        if (again.isEmpty()) {
            return work.call(transaction -> runs.partial(transaction, run));
        }
        long[] seen = LongStream.concat(LongStream.of(first), LongStream.of(again.get()))
                .sorted()
                .distinct()
                .toArray();
        requireFew(count(run, plan, seen, madeBefore), first.length, plan, accepted);
        SyncRun[] present = {run};
        eachPage(run, plan, madeBefore, known -> {
            execution.checkCancelled();
            List<PreparedRecord> gone =
                    missing(known, seen).stream().map(PreparedRecord::deleted).toList();
            if (!gone.isEmpty()) {
                present[0] = writer.commit(execution, present[0], Group.missing(gone), plan, open.clockSkew());
            }
        });
        return present[0];
    }

    private Optional<long[]> ids(JobExecution execution, OpenSession open, SyncRun run, SyncPlan plan) {
        PageReader pages = new PageReader(readers, open.session(), run, plan.pageSize());
        try (GroupReader reader = new GroupReader(pages, run, plan)) {
            return reader.ids(execution::checkCancelled);
        }
    }

    /** In a first run nothing can be missing: then all that is known was made by it, and need not be looked at one by one. */
    private boolean allAreNew(SyncRun run, SyncPlan plan, long[] seen, Instant madeBefore) {
        long created = run.counts().created();
        if (created != seen.length || created != run.counts().read()) {
            return false;
        }
        var target = run.target();
        return created == work.call(transaction -> known(plan).count(transaction, target, madeBefore));
    }

    private static KnownRecords known(SyncPlan plan) {
        return new KnownRecords(plan.direction() != Direction.INBOUND);
    }

    private record Count(long known, long missing) {}

    private Count count(SyncRun run, SyncPlan plan, long[] seen, Instant madeBefore) {
        long[] counts = new long[2];
        eachPage(run, plan, madeBefore, known -> {
            counts[0] += known.size();
            counts[1] += missing(known, seen).size();
        });
        return new Count(counts[0], counts[1]);
    }

    private static void requireFew(Count count, int seen, SyncPlan plan, OptionalLong accepted) {
        long share = (long) (plan.maxMissingShare() * count.known());
        long allowed = Math.max(accepted.orElse(0), seen > 0 ? Math.max(share, TOLERATED) : share);
        if (count.missing() > allowed) {
            throw new PlatformException(
                    ErrorCode.SYNC_CONFLICT,
                    count.missing() + " of " + count.known() + " records are missing from what the remote system lists;"
                            + " nothing was done about them. If they are gone, synchronize with \"acceptMissing\": "
                            + count.missing() + ".");
        }
    }

    private void eachPage(SyncRun run, SyncPlan plan, Instant madeBefore, Consumer<List<String>> action) {
        var target = run.target();
        KnownRecords records = known(plan);
        List<String> known = List.of("");
        do {
            String after = known.get(known.size() - 1);
            known = work.call(transaction -> records.after(transaction, target, after, madeBefore, KNOWN_AT_A_TIME));
            action.accept(known);
        } while (known.size() == KNOWN_AT_A_TIME);
    }

    private static List<String> missing(List<String> known, long[] seen) {
        return known.stream()
                .filter(id -> Arrays.binarySearch(seen, SeenIds.bits(id)) < 0)
                .toList();
    }
}
