package org.archipel.sandbox;

import java.time.Instant;
import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** Reads what extensions keep, for those whose data it is. Thread-safe. */
@ProviderType
public interface ExtensionExport {
    /** Takes what is kept, in order; a thrown exception ends the export. */
    interface Taker {
        /** @param json text: as nodes it may take thirty times the memory */
        void value(String key, String json);

        /**
         * @param version counts the changes of the document
         * @param json its content
         */
        void document(String collection, String id, long version, String json, Instant updatedAt);
    }

    /** Hands over all values and documents of an installation, page by page, also of one that is uninstalled and kept. */
    void export(Transaction transaction, String organizationId, String installationId, Taker taker);
}
