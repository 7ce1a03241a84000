package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.storage.Document;
import org.archipel.api.storage.DocumentStore;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.store.DocumentRows;
import org.archipel.sandbox.internal.store.StoredDocument;
import org.archipel.sandbox.internal.store.UsageStore;

/** Document storage of one installation, under its grants. */
final class IslandDocuments implements DocumentStore {
    private static final int LONGEST_ID = 256;
    private static final int LONGEST_COLLECTION = 100;
    private static final long ANY_VERSION = -1;

    private final LiveIsland island;
    private final UnitOfWork work;
    private final Clock clock;

    IslandDocuments(LiveIsland island, UnitOfWork work, Clock clock) {
        this.island = island;
        this.work = work;
        this.clock = clock;
    }

    private InstallationInfo owner() {
        return island.installation();
    }

    private static void check(String collection, String id) {
        Names.check("a collection's name", collection, LONGEST_COLLECTION);
        Names.check("an id", id, LONGEST_ID);
    }

    @Override
    public Optional<Document> get(String collection, String id) {
        island.policy().requireStorage("read");
        check(collection, id);
        return work.call(transaction -> DocumentRows.find(transaction, owner(), collection, id))
                .map(StoredDocument::read);
    }

    @Override
    public Document put(String collection, String id, ObjectNode content, long expectedVersion) {
        island.policy().requireStorage("write");
        check(collection, id);
        if (content == null) {
            throw new ValidationException("", "a document has content");
        }
        String json = StoredText.of("a document", content, island.policy().storageQuota());
        return work.call(transaction -> {
            UsageStore.lock(transaction, owner());
            long present = DocumentRows.version(transaction, owner(), collection, id);
            if (expectedVersion != ANY_VERSION && expectedVersion != present) {
                throw new ConflictException("version " + present + " is there, not " + expectedVersion);
            }
            Document document = new Document(id, present + 1, content, Timestamps.stored(clock.instant()));
            DocumentRows.write(
                    transaction,
                    owner(),
                    collection,
                    document,
                    json,
                    island.policy().storageQuota());
            return document;
        });
    }

    @Override
    public boolean delete(String collection, String id) {
        island.policy().requireStorage("write");
        check(collection, id);
        return work.call(transaction -> {
            UsageStore.lock(transaction, owner());
            return DocumentRows.delete(transaction, owner(), collection, id);
        });
    }

    @Override
    public List<Document> list(String collection, String after, int limit) {
        island.policy().requireStorage("read");
        Names.check("a collection's name", collection, LONGEST_COLLECTION);
        Names.part("an id to go on after", after, LONGEST_ID);
        return work
                .call(transaction -> DocumentRows.list(transaction, owner(), collection, after, Names.limit(limit)))
                .stream()
                .map(StoredDocument::read)
                .toList();
    }
}
