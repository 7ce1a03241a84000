package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.Source;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Sources and what they offer; for administrators of the platform. */
public final class SourceStore {
    private static final String SELECT = "SELECT id, organization_id, name, url, public_key, key_id, created_by,"
            + " created_at, issued_at, refreshed_at, last_error, revision FROM marketplace_sources";

    private SourceStore() {}

    /** What a source offers: the entry of its list, as JSON. */
    public record Offer(String extensionId, String version, String entry) {}

    /**
     * By name; one more than the limit tells that there are more.
     *
     * @param after name of the last one before; empty to begin
     */
    public static List<Source> list(Transaction transaction, Optional<String> after, int limit) {
        Sql sql = Sql.on(transaction);
        return after.map(name -> sql.list(limit + 1, SELECT + " WHERE name > ? ORDER BY name", SourceStore::read, name))
                .orElseGet(() -> sql.list(limit + 1, SELECT + " ORDER BY name", SourceStore::read));
    }

    public static Optional<Source> find(Transaction transaction, String id) {
        return Sql.on(transaction).first(SELECT + " WHERE id = ?", SourceStore::read, id);
    }

    /** Those whose lists are signed with that key. */
    public static List<Source> ofKey(Transaction transaction, String keyId) {
        return Sql.on(transaction).list(SELECT + " WHERE key_id = ? ORDER BY name", SourceStore::read, keyId);
    }

    /** Whether its name was free. */
    public static boolean insert(Transaction transaction, Source source) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO marketplace_sources (id, organization_id, name, url, public_key, key_id,"
                                + " created_by, created_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        source.id(),
                        source.organizationId(),
                        source.name(),
                        source.url(),
                        source.publicKey(),
                        source.keyId(),
                        source.createdBy(),
                        source.createdAt(),
                        source.revision());
    }

    public static void delete(Transaction transaction, String id) {
        Sql.on(transaction).update("DELETE FROM source_packages WHERE source_id = ?", id);
        Sql.on(transaction).update("DELETE FROM marketplace_sources WHERE id = ?", id);
    }

    /** Whether that is not what went wrong the last time. */
    public static boolean failed(Transaction transaction, String id, String error) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE marketplace_sources SET last_error = ?, revision = revision + 1 WHERE id = ?"
                                        + " AND (last_error IS NULL OR last_error <> ?)",
                                error,
                                id,
                                error)
                > 0;
    }

    /** Takes a list in the place of the one before. Whether it is not older than that. */
    public static boolean replace(
            Transaction transaction, String id, Instant issuedAt, Instant now, List<Offer> offers) {
        var sql = Sql.on(transaction);
        int taken = sql.update(
                "UPDATE marketplace_sources SET issued_at = ?, refreshed_at = ?, last_error = NULL,"
                        + " revision = revision + 1 WHERE id = ? AND (issued_at IS NULL OR issued_at <= ?)",
                issuedAt,
                now,
                id,
                issuedAt);
        if (taken == 0) {
            return false;
        }
        sql.update("DELETE FROM source_packages WHERE source_id = ?", id);
        sql.batch(
                "INSERT INTO source_packages (source_id, extension_id, version, entry) VALUES (?, ?, ?, ?)",
                offers.stream()
                        .map(offer -> new Object[] {id, offer.extensionId(), offer.version(), offer.entry()})
                        .toList());
        return true;
    }

    /** By extension and version; one more than the limit tells that there are more. */
    public static List<Offer> offers(
            Transaction transaction, String sourceId, String afterExtension, String afterVersion, int limit) {
        return Sql.on(transaction)
                .list(
                        limit + 1,
                        "SELECT extension_id, version, entry FROM source_packages WHERE source_id = ?"
                                + " AND (extension_id > ? OR extension_id = ? AND version > ?)"
                                + " ORDER BY extension_id, version",
                        row -> new Offer(row.getString(1), row.getString(2), row.getString(3)),
                        sourceId,
                        afterExtension,
                        afterExtension,
                        afterVersion);
    }

    public static Optional<Offer> offer(Transaction transaction, String sourceId, String extensionId, String version) {
        return Sql.on(transaction)
                .first(
                        "SELECT extension_id, version, entry FROM source_packages"
                                + " WHERE source_id = ? AND extension_id = ? AND version = ?",
                        row -> new Offer(row.getString(1), row.getString(2), row.getString(3)),
                        sourceId,
                        extensionId,
                        version);
    }

    private static Source read(ResultSet row) throws SQLException {
        return new Source(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("name"),
                row.getString("url"),
                row.getString("public_key"),
                row.getString("key_id"),
                row.getString("created_by"),
                Timestamps.get(row, "created_at"),
                Timestamps.find(row, "issued_at"),
                Timestamps.find(row, "refreshed_at"),
                Optional.ofNullable(row.getString("last_error")),
                row.getLong("revision"));
    }
}
