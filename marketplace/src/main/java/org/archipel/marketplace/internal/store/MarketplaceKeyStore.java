package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.MarketplaceKey;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** The public keys of the marketplace itself, which belong to the installation. */
public final class MarketplaceKeyStore {
    private static final String SELECT =
            "SELECT key_id, public_key, status, created_at, ended_at, reason FROM marketplace_keys";

    private static final String CREATED = "(SELECT created_at FROM marketplace_keys WHERE key_id = ?)";

    private MarketplaceKeyStore() {}

    public static void insert(Transaction transaction, MarketplaceKey key) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO marketplace_keys (key_id, public_key, status, created_at) VALUES (?, ?, ?, ?)",
                        key.keyId(),
                        key.publicKey(),
                        key.status(),
                        key.createdAt());
    }

    public static Optional<MarketplaceKey> find(Transaction transaction, String keyId) {
        return Sql.on(transaction).first(SELECT + " WHERE key_id = ?", MarketplaceKeyStore::read, keyId);
    }

    /** The key that signs at present. */
    public static Optional<MarketplaceKey> active(Transaction transaction) {
        return Sql.on(transaction)
                .first(SELECT + " WHERE status = ?", MarketplaceKeyStore::read, PublisherKey.Status.ACTIVE);
    }

    /**
     * The newest first; one more than the limit tells that there are more.
     *
     * @param after id of the last one before, which is still there since keys are never deleted; empty to begin
     */
    public static List<MarketplaceKey> list(Transaction transaction, Optional<String> after, int limit) {
        String order = " ORDER BY created_at DESC, key_id";
        Sql sql = Sql.on(transaction);
        return after.map(last -> sql.list(
                        limit + 1,
                        SELECT + " WHERE created_at < " + CREATED + " OR created_at = " + CREATED + " AND key_id > ?"
                                + order,
                        MarketplaceKeyStore::read,
                        last,
                        last,
                        last))
                .orElseGet(() -> sql.list(limit + 1, SELECT + order, MarketplaceKeyStore::read));
    }

    public static void end(Transaction transaction, MarketplaceKey key) {
        Sql.on(transaction)
                .update(
                        "UPDATE marketplace_keys SET status = ?, ended_at = ?, reason = ? WHERE key_id = ?",
                        key.status(),
                        key.endedAt().orElse(null),
                        key.reason().orElse(null),
                        key.keyId());
    }

    private static MarketplaceKey read(ResultSet row) throws SQLException {
        return new MarketplaceKey(
                row.getString("key_id"),
                row.getString("public_key"),
                PublisherKey.Status.valueOf(row.getString("status")),
                Timestamps.get(row, "created_at"),
                Timestamps.find(row, "ended_at"),
                Optional.ofNullable(row.getString("reason")));
    }
}
