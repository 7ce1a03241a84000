package org.archipel.sandbox.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.storage.Document;
import org.archipel.persistence.JsonColumn;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Rows of document storage; changes are made under the {@link UsageStore#lock}. */
public final class DocumentRows {
    private static final String COLUMNS =
            "SELECT document_id, document_version, content, updated_at FROM stored_documents";
    private static final String COLLECTION =
            " WHERE organization_id = ? AND installation_id = ? AND collection_name = ?";
    private static final String ONE = COLLECTION + " AND document_id = ?";

    // What the documents of one page hold together: their limit is one of number only.
    private static final long LONGEST_PAGE = 16L << 20;

    private DocumentRows() {}

    public static Optional<StoredDocument> find(
            Transaction transaction, InstallationInfo owner, String collection, String id) {
        return Sql.on(transaction)
                .first(
                        COLUMNS + ONE,
                        DocumentRows::read,
                        owner.organizationId(),
                        owner.installationId(),
                        collection,
                        id);
    }

    private static StoredDocument read(ResultSet row) throws SQLException {
        return new StoredDocument(
                row.getString("document_id"),
                row.getLong("document_version"),
                row.getString("content"),
                Timestamps.get(row, "updated_at"));
    }

    /** The present version; 0 if there is no such document. */
    public static long version(Transaction transaction, InstallationInfo owner, String collection, String id) {
        return number(transaction, "document_version", owner, collection, id);
    }

    private static long number(
            Transaction transaction, String column, InstallationInfo owner, String collection, String id) {
        return Sql.on(transaction)
                .first(
                        "SELECT " + column + " FROM stored_documents" + ONE,
                        row -> row.getLong(1),
                        owner.organizationId(),
                        owner.installationId(),
                        collection,
                        id)
                .orElse(0L);
    }

    /** Makes version 1, or replaces the version before. */
    public static void write(
            Transaction transaction, InstallationInfo owner, String collection, Document document, long quota) {
        String json = JsonColumn.write(document.content());
        long size = ValueStore.size(collection) + ValueStore.size(document.id()) + ValueStore.size(json);
        long oldSize = number(transaction, "size_bytes", owner, collection, document.id());
        UsageStore.add(transaction, owner, size - oldSize, quota);
        Sql sql = Sql.on(transaction);
        Instant at = document.updatedAt();
        if (document.version() > 1) {
            sql.update(
                    "UPDATE stored_documents SET document_version = ?, content = ?, size_bytes = ?, updated_at = ?"
                            + ONE,
                    document.version(),
                    json,
                    size,
                    at,
                    owner.organizationId(),
                    owner.installationId(),
                    collection,
                    document.id());
        } else {
            sql.update(
                    "INSERT INTO stored_documents (organization_id, installation_id, collection_name, document_id,"
                            + " document_version, content, size_bytes, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    owner.organizationId(),
                    owner.installationId(),
                    collection,
                    document.id(),
                    document.version(),
                    json,
                    size,
                    at);
        }
    }

    public static boolean delete(Transaction transaction, InstallationInfo owner, String collection, String id) {
        UsageStore.add(transaction, owner, -number(transaction, "size_bytes", owner, collection, id), 0);
        return Sql.on(transaction)
                        .update(
                                "DELETE FROM stored_documents" + ONE,
                                owner.organizationId(),
                                owner.installationId(),
                                collection,
                                id)
                > 0;
    }

    /** Documents after an id, as many as are no more than {@value #LONGEST_PAGE} characters together, but at least one. */
    public static List<StoredDocument> list(
            Transaction transaction, InstallationInfo owner, String collection, String after, int limit) {
        Sql sql = Sql.on(transaction);
        String id = sql.byCharacters("document_id");
        AtomicLong room = new AtomicLong(LONGEST_PAGE);
        List<Optional<StoredDocument>> page = sql.list(
                limit,
                COLUMNS + COLLECTION + " AND " + id + " > ? ORDER BY " + id,
                row -> within(room, row),
                owner.organizationId(),
                owner.installationId(),
                collection,
                after);
        return page.stream().flatMap(Optional::stream).toList();
    }

    // Once one has no room, none behind it is read.
    private static Optional<StoredDocument> within(AtomicLong room, ResultSet row) throws SQLException {
        if (room.get() <= 0) {
            return Optional.empty();
        }
        StoredDocument document = read(row);
        boolean first = room.get() == LONGEST_PAGE;
        boolean fits = room.addAndGet(-document.content().length()) >= 0;
        return first || fits ? Optional.of(document) : Optional.empty();
    }
}
