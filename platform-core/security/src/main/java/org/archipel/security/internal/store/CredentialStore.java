package org.archipel.security.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The table of sealed credentials. */
public final class CredentialStore {
    private CredentialStore() {}

    /**
     * Credentials as they are stored: readable only with the key.
     *
     * @param revision grows when they are replaced
     */
    public record SealedCredentials(String reference, String keyId, byte[] sealed, long revision) {
        /** Credentials to be stored. */
        public SealedCredentials(String reference, String keyId, byte[] sealed) {
            this(reference, keyId, sealed, 0);
        }
    }

    public static void put(Transaction transaction, String organizationId, SealedCredentials credentials, Instant now) {
        if (replace(transaction, organizationId, credentials, now)) {
            return;
        }
        boolean inserted = Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO credentials (organization_id, reference, key_id, sealed, revision, updated_at)"
                                + " VALUES (?, ?, ?, ?, 1, ?)",
                        organizationId,
                        credentials.reference(),
                        credentials.keyId(),
                        credentials.sealed(),
                        now);
        if (!inserted) {
            // Another transaction inserted them in between; the later one wins.
            replace(transaction, organizationId, credentials, now);
        }
    }

    public static Optional<SealedCredentials> find(Transaction transaction, String organizationId, String reference) {
        return Sql.on(transaction)
                .first(
                        "SELECT reference, key_id, sealed, revision FROM credentials WHERE organization_id = ? AND reference = ?",
                        CredentialStore::read,
                        organizationId,
                        reference);
    }

    public static boolean exists(Transaction transaction, String organizationId, String reference) {
        return Sql.on(transaction)
                .first(
                        "SELECT 1 FROM credentials WHERE organization_id = ? AND reference = ?",
                        row -> true,
                        organizationId,
                        reference)
                .isPresent();
    }

    public static boolean delete(Transaction transaction, String organizationId, String reference) {
        return Sql.on(transaction)
                        .update(
                                "DELETE FROM credentials WHERE organization_id = ? AND reference = ?",
                                organizationId,
                                reference)
                == 1;
    }

    /** Removes those of an organization, but for the given references. */
    static void deleteAllBut(Transaction transaction, String organizationId, Set<String> kept) {
        List<Object[]> gone = Sql.on(transaction)
                .list(
                        "SELECT reference FROM credentials WHERE organization_id = ?",
                        row -> row.getString(1),
                        organizationId)
                .stream()
                .filter(reference -> !kept.contains(reference))
                .map(reference -> new Object[] {organizationId, reference})
                .toList();
        Sql.on(transaction).batch("DELETE FROM credentials WHERE organization_id = ? AND reference = ?", gone);
    }

    /** Some of the credentials that another key seals than the given one. */
    public static List<SealedCredentials> sealedByOtherThan(
            Transaction transaction, String organizationId, String keyId, int limit) {
        return Sql.on(transaction)
                .list(
                        "SELECT reference, key_id, sealed, revision FROM credentials WHERE organization_id = ? AND key_id <> ?"
                                + " ORDER BY reference FETCH FIRST " + limit + " ROWS ONLY",
                        CredentialStore::read,
                        organizationId,
                        keyId);
    }

    /** Seals anew, unless the credentials were replaced meanwhile. */
    public static boolean reseal(
            Transaction transaction, String organizationId, SealedCredentials old, String keyId, byte[] sealed) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE credentials SET key_id = ?, sealed = ?"
                                        + " WHERE organization_id = ? AND reference = ? AND revision = ?",
                                keyId,
                                sealed,
                                organizationId,
                                old.reference(),
                                old.revision())
                == 1;
    }

    private static boolean replace(
            Transaction transaction, String organizationId, SealedCredentials credentials, Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE credentials SET key_id = ?, sealed = ?, revision = revision + 1, updated_at = ?"
                                        + " WHERE organization_id = ? AND reference = ?",
                                credentials.keyId(),
                                credentials.sealed(),
                                now,
                                organizationId,
                                credentials.reference())
                == 1;
    }

    private static SealedCredentials read(ResultSet row) throws SQLException {
        return new SealedCredentials(
                row.getString("reference"), row.getString("key_id"), row.getBytes("sealed"), row.getLong("revision"));
    }
}
