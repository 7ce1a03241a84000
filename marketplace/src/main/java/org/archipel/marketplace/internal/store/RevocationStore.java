package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Published versions that were taken back, for the whole installation. */
public final class RevocationStore {
    private static final String SELECT =
            "SELECT extension_id, version, policy, replacement, reason, revoked_by, revoked_at, job_id"
                    + " FROM version_revocations WHERE extension_id = ?";

    private RevocationStore() {}

    /** Whether it is new. */
    public static boolean insert(Transaction transaction, Revocation revocation) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO version_revocations (extension_id, version, policy, replacement, reason, revoked_by,"
                                + " revoked_at, job_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        revocation.extensionId(),
                        revocation.version(),
                        revocation.policy(),
                        revocation.replacement().orElse(null),
                        revocation.reason(),
                        revocation.revokedBy(),
                        revocation.revokedAt(),
                        revocation.jobId().orElse(null));
    }

    public static Optional<Revocation> find(Transaction transaction, String extensionId, String version) {
        return Sql.on(transaction).first(SELECT + " AND version = ?", RevocationStore::read, extensionId, version);
    }

    public static List<Revocation> list(Transaction transaction, String extensionId) {
        return Sql.on(transaction).list(SELECT + " ORDER BY revoked_at DESC", RevocationStore::read, extensionId);
    }

    /** What names a version. */
    record Key(String extensionId, String version) {
        static Key of(ExtensionVersion version) {
            return new Key(version.extensionId(), version.version());
        }
    }

    /** The versions of these extensions that were taken back; there must be an extension. */
    static Set<Key> versions(Transaction transaction, Collection<String> extensionIds) {
        return Set.copyOf(Sql.on(transaction)
                .list(
                        "SELECT extension_id, version FROM version_revocations WHERE extension_id IN ("
                                + Sql.marks(extensionIds.size()) + ")",
                        row -> new Key(row.getString(1), row.getString(2)),
                        extensionIds.toArray()));
    }

    private static Revocation read(ResultSet row) throws SQLException {
        return new Revocation(
                row.getString("extension_id"),
                row.getString("version"),
                Revocation.Policy.valueOf(row.getString("policy")),
                Optional.ofNullable(row.getString("replacement")),
                row.getString("reason"),
                row.getString("revoked_by"),
                Timestamps.get(row, "revoked_at"),
                Optional.ofNullable(row.getString("job_id")));
    }
}
