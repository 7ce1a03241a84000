package org.archipel.api.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** JSON documents in named collections, private to one installation, kept over upgrades. Thread-safe. */
@ProviderType
public interface DocumentStore {
    Optional<Document> get(String collection, String id);

    /**
     * Stores a document.
     *
     * @param expectedVersion the version to replace; 0 to make a new one; -1 for «whatever is there»
     * @throws org.archipel.api.error.ConflictException if another version is there
     * @throws org.archipel.api.error.QuotaExceededException if it does not fit in the quota
     * @throws org.archipel.api.error.ValidationException if it could not be read again, as {@link KeyValueStore#put} tells
     */
    Document put(String collection, String id, ObjectNode content, long expectedVersion);

    /** Whether there was such a document. */
    boolean delete(String collection, String id);

    /**
     * Documents in order of id, after the given id (empty for the first), at most {@code limit}, and fewer where they are large: one
     * at least as long as there is one. So the end is where none comes.
     */
    List<Document> list(String collection, String after, int limit);
}
