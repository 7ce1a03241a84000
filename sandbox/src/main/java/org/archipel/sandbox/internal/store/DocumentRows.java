package org.archipel.sandbox.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.storage.Document;
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

    /**
     * Makes version 1, or replaces the version before.
     *
     * @param json the document's content
     */
    public static void write(
            Transaction transaction,
            InstallationInfo owner,
            String collection,
            Document document,
            String json,
            long quota) {
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

    /** Documents after an id, as many as take no more than {@value PageBound#BYTES} bytes together, but at least one. */
    public static List<StoredDocument> list(
            Transaction transaction, InstallationInfo owner, String collection, String after, int limit) {
        Sql sql = Sql.on(transaction);
        String id = sql.byCharacters("document_id");
        List<Size> page = PageBound.cut(
                sql.list(
                        limit,
                        "SELECT document_id, size_bytes FROM stored_documents" + COLLECTION + " AND " + id
                                + " > ? ORDER BY " + id,
                        row -> new Size(row.getString(1), row.getLong(2)),
                        owner.organizationId(),
                        owner.installationId(),
                        collection,
                        after),
                Size::bytes);
        if (page.isEmpty()) {
            return List.of();
        }
        return sql.list(
                page.size(),
                COLUMNS + COLLECTION + " AND " + id + " > ? AND " + id + " <= ? ORDER BY " + id,
                DocumentRows::read,
                owner.organizationId(),
                owner.installationId(),
                collection,
                after,
                page.get(page.size() - 1).id());
    }

    private record Size(String id, long bytes) {}
}
