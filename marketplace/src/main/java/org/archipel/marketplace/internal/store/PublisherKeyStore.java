package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** The public keys of publishers. */
public final class PublisherKeyStore {
    private static final String SELECT =
            "SELECT organization_id, key_id, name, public_key, status, created_by, created_at, ended_at, bad_since,"
                    + " reason FROM publisher_keys WHERE organization_id = ?";

    private static final String CREATED =
            "(SELECT created_at FROM publisher_keys WHERE organization_id = ? AND key_id = ?)";

    private PublisherKeyStore() {}

    /** Whether it is new. */
    public static boolean insert(Transaction transaction, PublisherKey key) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO publisher_keys (organization_id, key_id, name, public_key, status, created_by,"
                                + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        key.organizationId(),
                        key.keyId(),
                        key.name(),
                        key.publicKey(),
                        key.status(),
                        key.createdBy(),
                        key.createdAt());
    }

    public static Optional<PublisherKey> find(Transaction transaction, String organizationId, String keyId) {
        return Sql.on(transaction).first(SELECT + " AND key_id = ?", PublisherKeyStore::read, organizationId, keyId);
    }

    /**
     * The oldest first; one more than the limit tells that there are more.
     *
     * @param after id of the last one before, which is still there since keys are never deleted; empty to begin
     */
    public static List<PublisherKey> list(
            Transaction transaction, String organizationId, Optional<String> after, int limit) {
        String order = " ORDER BY created_at, key_id";
        Sql sql = Sql.on(transaction);
        return after.map(last -> sql.list(
                        limit + 1,
                        SELECT + " AND (created_at > " + CREATED + " OR created_at = " + CREATED + " AND key_id > ?)"
                                + order,
                        PublisherKeyStore::read,
                        organizationId,
                        organizationId,
                        last,
                        organizationId,
                        last,
                        last))
                .orElseGet(() -> sql.list(limit + 1, SELECT + order, PublisherKeyStore::read, organizationId));
    }

    /**
     * Writes the status with its reason and times. What was revoked stays so, whoever comes first.
     *
     * @throws ConflictException if it was revoked, and is not to be revoked again
     */
    public static void end(Transaction transaction, PublisherKey key) {
        String unlessRevoked = key.status() == PublisherKey.Status.REVOKED ? "" : " AND status <> 'REVOKED'";
        int ended = Sql.on(transaction)
                .update(
                        "UPDATE publisher_keys SET status = ?, ended_at = ?, bad_since = ?, reason = ?"
                                + " WHERE organization_id = ? AND key_id = ?" + unlessRevoked,
                        key.status(),
                        key.endedAt().orElse(null),
                        key.badSince().orElse(null),
                        key.reason().orElse(null),
                        key.organizationId(),
                        key.keyId());
        if (ended == 0) {
            throw new ConflictException("the key is revoked already");
        }
    }

    private static PublisherKey read(ResultSet row) throws SQLException {
        return new PublisherKey(
                row.getString("organization_id"),
                row.getString("key_id"),
                row.getString("name"),
                row.getString("public_key"),
                PublisherKey.Status.valueOf(row.getString("status")),
                row.getString("created_by"),
                Timestamps.get(row, "created_at"),
                Timestamps.find(row, "ended_at"),
                Timestamps.find(row, "bad_since"),
                Optional.ofNullable(row.getString("reason")));
    }
}
