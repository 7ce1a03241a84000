package org.archipel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** Reads what extensions keep, for those whose data it is. Thread-safe. */
@ProviderType
public interface ExtensionExport {
    /** Takes what is kept, in order; a thrown exception ends the export. */
    interface Taker {
        void value(String key, JsonNode value);

        /** @param version counts the changes of the document */
        void document(String collection, String id, long version, JsonNode content, Instant updatedAt);
    }

    /** Hands over all values and documents of an installation, page by page, also of one that is uninstalled and kept. */
    void export(Transaction transaction, String organizationId, String installationId, Taker taker);
}
