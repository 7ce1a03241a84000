package org.archipel.marketplace.internal.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.util.IOUtils;
import org.archipel.marketplace.internal.store.ListingStore.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk with its one writer. Its commits tell up to which change they reach, and what would make them useless: another
 * database, another version of the platform, another form of the documents. One that is useless or cannot be read is made anew.
 */
final class IndexFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
    private static final String FORM = "form";
    private static final String EPOCH = "epoch";
    private static final String REVISION = "revision";
    private static final double BUFFER_MEGABYTES = 8;
    /** More changes than that between two commits are a new index rather than news. */
    private static final int MANY = 1_000;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final String form;
    private volatile Clock reached;
    private volatile Clock shown;
    private int taken;

    /** @param form what the documents are made by; documents of another form are of no use */
    static IndexFolder open(Path folder, Analyzer analyzer, String form) throws IOException {
        try {
            return new IndexFolder(folder, analyzer, form);
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.info("the catalogue's index cannot be read and is made anew: {}", unreadable.getMessage());
            empty(folder);
            return new IndexFolder(folder, analyzer, form);
        }
    }

    private IndexFolder(Path folder, Analyzer analyzer, String form) throws IOException {
        this.form = form;
        Files.createDirectories(folder);
        this.directory = new NIOFSDirectory(folder);
        IndexWriter opened = null;
        try {
            opened = new IndexWriter(directory, settings(analyzer));
            this.writer = opened;
            this.reached = recorded();
            if (reached.equals(Clock.NEVER)) {
                writer.deleteAll();
            }
            this.searchers = new SearcherManager(writer, null);
            this.shown = reached;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(opened, directory);
            throw e;
        }
    }

    private static IndexWriterConfig settings(Analyzer analyzer) {
        return new IndexWriterConfig(analyzer)
                .setMergeScheduler(new SerialMergeScheduler())
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                // What was not committed is in the database.
                .setCommitOnClose(false);
    }

    private Clock recorded() {
        Map<String, String> data = new HashMap<>();
        var commit = writer.getLiveCommitData();
        if (commit != null) {
            StreamSupport.stream(commit.spliterator(), false)
                    .forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        return form.equals(data.get(FORM)) && data.containsKey(EPOCH)
                ? new Clock(data.get(EPOCH), Long.parseLong(data.getOrDefault(REVISION, "0")))
                : Clock.NEVER;
    }

    /** The change up to which it reaches. */
    Clock reached() {
        return reached;
    }

    /** The change up to which those who search see it; behind {@link #reached} until {@link #show}. */
    Clock shown() {
        return shown;
    }

    /** There is nothing newer: changes up to that one were of extensions that changed again, or are gone. */
    void reached(long revision) {
        reached = new Clock(reached.epoch(), revision);
    }

    /** Whether its writer still works; after some failures of the disk it does not. */
    boolean isWritable() {
        return writer.isOpen();
    }

    SearcherManager searchers() {
        return searchers;
    }

    /** Forgets everything; of another database. */
    void clear(String epoch) throws IOException {
        writer.deleteAll();
        reached = new Clock(epoch, 0);
    }

    /**
     * Takes changed extensions in.
     *
     * @param changed ids of all of them; those without a document go
     */
    void take(Collection<String> changed, List<Listings.Described> present, long revision) throws IOException {
        writer.deleteDocuments(
                changed.stream().map(id -> new Term(Fields.ID, id)).toArray(Term[]::new));
        for (var described : present) {
            writer.addDocument(ListingDocument.of(described));
        }
        taken += changed.size();
        reached = new Clock(reached.epoch(), revision);
    }

    /** Shows what was taken in to those who search from now on. */
    void show() throws IOException {
        var taken = reached;
        searchers.maybeRefreshBlocking();
        shown = taken;
    }

    /**
     * Writes it to the disk; after many changes as one segment, since each one costs every search.
     *
     * @param upTo the change after which it goes on when it is opened the next time
     */
    void commit(long upTo) throws IOException {
        if (taken > MANY) {
            writer.forceMerge(1);
        }
        taken = 0;
        writer.setLiveCommitData(Map.of(FORM, form, EPOCH, reached.epoch(), REVISION, Long.toString(upTo))
                .entrySet());
        writer.commit();
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer, directory);
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
