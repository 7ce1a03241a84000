package org.archipel.marketplace.internal.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.Listing;
import org.archipel.marketplace.internal.plan.PlatformRange;
import org.archipel.marketplace.internal.store.ListingStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Full text over the published extensions: a cache of this node in its data folder, the database is the truth. Every search asks the
 * database's clock first and takes in what it missed, so a node sees what another published, and a folder that was lost, or left by
 * a crash, catches up. Thread-safe.
 */
@Component(service = CatalogueIndex.class, immediate = true)
public final class CatalogueIndex {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueIndex.class);
    /** Raised when documents are made in another way. */
    private static final String FORM = "3";

    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Listings listings;
    private final Path folder;
    private final SearchWords words = new SearchWords();
    private final QueryBuilder queries = new QueryBuilder(words);
    private final ReentrantLock catchingUp = new ReentrantLock();
    private final ScheduledExecutorService worker = DaemonThreads.timer("archipel-catalogue-index");
    /** Extensions of which something could not be read, with the change that was to be taken in. The lock guards it. */
    private final Map<String, Long> aside = new HashMap<>();

    private volatile IndexFolder index;
    private ListingStore.Clock committed = ListingStore.Clock.NEVER;

    @Activate
    public CatalogueIndex(@Reference Listings listings, @Reference Settings settings) {
        this.listings = listings;
        this.folder = settings.catalogueIndex();
        worker.scheduleWithFixedDelay(this::keepUp, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An extension that was found, with the sort key that a page can begin behind. */
    public record Hit(Listing listing, List<String> key) {}

    /** What is found; one more than the page holds tells that there is another page. */
    public List<Hit> search(CatalogueQuery wanted) {
        return searching(searcher -> search(searcher, wanted));
    }

    /** How many there are on all pages. */
    public int count(CatalogueQuery wanted) {
        return searching(searcher -> searcher.count(queries.build(searcher.getIndexReader(), wanted)));
    }

    @FunctionalInterface
    private interface Search<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    private <T> T searching(Search<T> search) {
        try {
            return once(search);
        } catch (IOException | AlreadyClosedException e) {
            // An interrupted thread closes the files for all others: they are opened again.
            LOG.info("the catalogue's index is opened again: {}", e.toString());
            forget();
        }
        try {
            return once(search);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue's index could not be read", e);
        }
    }

    private <T> T once(Search<T> search) throws IOException {
        var searchers = current();
        var searcher = searchers.acquire();
        try {
            return search.run(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    private void forget() {
        catchingUp.lock();
        try {
            if (index != null) {
                close(index);
                index = null;
            }
        } finally {
            catchingUp.unlock();
        }
    }

    private List<Hit> search(IndexSearcher searcher, CatalogueQuery wanted) throws IOException {
        int last = searcher.getIndexReader().maxDoc() - 1;
        if (last < 0) {
            return List.of();
        }
        var order = wanted.order();
        var after = wanted.after().map(key -> SortKeys.after(order, key, last)).orElse(null);
        var query = queries.build(searcher.getIndexReader(), wanted);
        var found = searcher.searchAfter(after, query, wanted.limit() + 1, SortKeys.sort(order));
        var stored = searcher.storedFields();
        var hits = new ArrayList<Hit>(found.scoreDocs.length);
        for (var document : found.scoreDocs) {
            var listing = ListingDocument.read(
                    stored.document(document.doc, Set.of(Fields.LISTING)).getBinaryValue(Fields.LISTING));
            hits.add(new Hit(listing, SortKeys.key((FieldDoc) document)));
        }
        return hits;
    }

    /** Searchers that see what the database shows now; or, while others take in very much, what was there before. */
    private SearcherManager current() {
        var now = listings.clock();
        var present = index;
        if (present == null || !present.shown().equals(now)) {
            try {
                if (catchingUp.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    try {
                        catchUp();
                    } finally {
                        catchingUp.unlock();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | AlreadyClosedException e) {
                LOG.warn("the catalogue's index could not be brought up to date; it is tried again", e);
            }
        }
        present = index;
        if (present == null) {
            throw new PlatformException(
                    ErrorCode.SYSTEM_ERROR, "the catalogue cannot be searched at the moment; try again later");
        }
        return present.searchers();
    }

    /** The caller holds the lock. */
    private void catchUp() throws IOException {
        if (index == null) {
            index = IndexFolder.open(folder, words, FORM + "/" + PlatformRange.platform());
            committed = index.reached();
            aside.clear();
        }
        var target = listings.clock();
        var reached = index.reached();
        if (reached.equals(target) && index.shown().equals(target)) {
            return;
        }
        if (!reached.epoch().equals(target.epoch()) || reached.revision() > target.revision()) {
            index.clear(target.epoch());
            aside.clear();
        }
        var changes = listings.changes(index.reached().revision(), BATCH);
        while (!changes.isEmpty()) {
            take(changes);
            changes = changes.size() < BATCH
                    ? List.of()
                    : listings.changes(index.reached().revision(), BATCH);
        }
        index.reached(Math.max(index.reached().revision(), target.revision()));
        index.show();
    }

    private void take(List<ListingStore.Change> changes) throws IOException {
        var revisions = changes.stream()
                .collect(Collectors.toMap(ListingStore.Change::extensionId, ListingStore.Change::revision));
        var look = listings.look(revisions.keySet());
        index.take(
                revisions.keySet(),
                look.published(),
                changes.get(changes.size() - 1).revision());
        aside.keySet().removeAll(revisions.keySet());
        look.aside().forEach(id -> aside.put(id, revisions.get(id)));
    }

    /** What could not be read may have been mended, without a change that tells of it. The caller holds the lock. */
    private void takeMended() throws IOException {
        if (!aside.isEmpty()) {
            var look = listings.look(Set.copyOf(aside.keySet()));
            var mended = new HashSet<>(aside.keySet());
            mended.removeAll(look.aside());
            if (!mended.isEmpty()) {
                index.take(
                        mended,
                        look.published().stream()
                                .filter(described ->
                                        mended.contains(described.listing().id()))
                                .toList(),
                        index.reached().revision());
                aside.keySet().removeAll(mended);
                index.show();
            }
        }
    }

    /** What was set aside is looked at again when the index is opened the next time. */
    private void commit() throws IOException {
        index.commit(aside.values().stream()
                .mapToLong(revision -> revision - 1)
                .reduce(index.reached().revision(), Math::min));
    }

    /** Takes in what is new, and what was mended, and writes it to the disk. */
    void keepUp() {
        catchingUp.lock();
        try {
            if (worker.isShutdown()) {
                return;
            }
            catchUp();
            takeMended();
            if (!committed.equals(index.reached())) {
                commit();
                index.show();
                committed = index.reached();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the catalogue's index could not be brought up to date; it is tried again", e);
            reopen();
        } finally {
            catchingUp.unlock();
        }
    }

    /** After a failure the writer may be closed for good; the next attempt begins with what was committed. */
    private void reopen() {
        var broken = index;
        if (broken != null && !broken.isWritable()) {
            index = null;
            close(broken);
        }
    }

    @Deactivate
    public void stop() {
        // Not interrupted: that would close the database's files under it.
        worker.shutdown();
        catchingUp.lock();
        try {
            if (index != null) {
                commit();
                close(index);
                index = null;
            }
        } catch (IOException e) {
            LOG.warn("the catalogue's index was not written; it catches up at the next start", e);
        } finally {
            catchingUp.unlock();
        }
    }

    private static void close(IndexFolder index) {
        try {
            index.close();
        } catch (IOException e) {
            LOG.warn("the catalogue's index was not closed properly", e);
        }
    }
}
