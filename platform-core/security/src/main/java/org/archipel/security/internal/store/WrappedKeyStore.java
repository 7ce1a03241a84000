package org.archipel.security.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The table of wrapped keys. A key belongs to an organization, or to the installation as a whole. */
public final class WrappedKeyStore {
    private static final String COLUMNS = "id, purpose, owner_id, generation, master_key_id, wrapped";

    private WrappedKeyStore() {}

    /**
     * A key as it is stored.
     *
     * @param ownerId an organization, or {@code installation}
     * @param generation the highest one of a purpose and owner is in use
     */
    public record WrappedKey(
            String id, String purpose, String ownerId, int generation, String masterKeyId, byte[] wrapped) {}

    /** The key in use. */
    public static Optional<WrappedKey> latest(Transaction transaction, String purpose, String ownerId) {
        return Sql.on(transaction)
                .first(
                        "SELECT " + COLUMNS + " FROM wrapped_keys WHERE purpose = ? AND owner_id = ?"
                                + " ORDER BY generation DESC FETCH FIRST 1 ROWS ONLY",
                        WrappedKeyStore::read,
                        purpose,
                        ownerId);
    }

    public static Optional<WrappedKey> byId(Transaction transaction, String id) {
        return Sql.on(transaction)
                .first("SELECT " + COLUMNS + " FROM wrapped_keys WHERE id = ?", WrappedKeyStore::read, id);
    }

    /** Every key that another master key wraps than the given one. */
    public static List<WrappedKey> wrappedByOtherThan(Transaction transaction, String masterKeyId) {
        return Sql.on(transaction)
                .list(
                        "SELECT " + COLUMNS + " FROM wrapped_keys WHERE master_key_id <> ? ORDER BY id",
                        WrappedKeyStore::read,
                        masterKeyId);
    }

    /** The ids of all master keys that something is wrapped by. */
    public static Set<String> masterKeyIds(Transaction transaction) {
        return Set.copyOf(
                Sql.on(transaction).list("SELECT DISTINCT master_key_id FROM wrapped_keys", row -> row.getString(1)));
    }

    /** The id of a master key that something is wrapped by; empty in a new installation. */
    public static Optional<String> anyMasterKeyId(Transaction transaction) {
        return Sql.on(transaction)
                .first(
                        "SELECT master_key_id FROM wrapped_keys ORDER BY id FETCH FIRST 1 ROWS ONLY",
                        row -> row.getString(1));
    }

    /** Adds the key unless another transaction made the same generation. */
    public static boolean insert(Transaction transaction, WrappedKey key, Instant now) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO wrapped_keys (" + COLUMNS + ", created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        key.id(),
                        key.purpose(),
                        key.ownerId(),
                        key.generation(),
                        key.masterKeyId(),
                        key.wrapped(),
                        now);
    }

    /** Replaces the wrapping; false if another transaction did so before. */
    public static boolean rewrap(Transaction transaction, WrappedKey old, String masterKeyId, byte[] wrapped) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE wrapped_keys SET master_key_id = ?, wrapped = ? WHERE id = ? AND master_key_id = ?",
                                masterKeyId,
                                wrapped,
                                old.id(),
                                old.masterKeyId())
                == 1;
    }

    /** Removes the former keys of an organization that no credential uses. */
    public static int deleteUnusedCredentialKeys(Transaction transaction, String purpose, String ownerId, int before) {
        return Sql.on(transaction)
                .update(
                        "DELETE FROM wrapped_keys WHERE purpose = ? AND owner_id = ? AND generation < ?"
                                + " AND NOT EXISTS (SELECT 1 FROM credentials WHERE credentials.key_id = wrapped_keys.id)",
                        purpose,
                        ownerId,
                        before);
    }

    private static WrappedKey read(ResultSet row) throws SQLException {
        return new WrappedKey(
                row.getString("id"),
                row.getString("purpose"),
                row.getString("owner_id"),
                row.getInt("generation"),
                row.getString("master_key_id"),
                row.getBytes("wrapped"));
    }
}
