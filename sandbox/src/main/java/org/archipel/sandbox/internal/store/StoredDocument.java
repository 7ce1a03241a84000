package org.archipel.sandbox.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.api.storage.Document;

/**
 * A document as it is stored.
 *
 * @param content JSON text
 */
public record StoredDocument(String id, long version, String content, Instant updatedAt) {
    /** With its content read, which is not to be done in a transaction; see {@link StoredJson}. */
    public Document read() {
        return new Document(id, version, (ObjectNode) StoredJson.read(content), updatedAt);
    }
}
