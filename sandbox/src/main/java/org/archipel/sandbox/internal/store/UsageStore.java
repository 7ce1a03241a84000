package org.archipel.sandbox.internal.store;

import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Counts the bytes that installations keep. */
public final class UsageStore {
    private UsageStore() {}

    /** Makes the installation's other writers wait for the end of the transaction. */
    public static void lock(Transaction transaction, InstallationInfo owner) {
        Sql sql = Sql.on(transaction);
        if (touch(sql, owner) == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO storage_usage (organization_id, installation_id, used_bytes) VALUES (?, ?, 0)",
                    owner.organizationId(),
                    owner.installationId());
            touch(sql, owner);
        }
    }

    private static int touch(Sql sql, InstallationInfo owner) {
        return sql.update(
                "UPDATE storage_usage SET used_bytes = used_bytes WHERE organization_id = ? AND installation_id = ?",
                owner.organizationId(),
                owner.installationId());
    }

    /**
     * Adds to the count, under the lock.
     *
     * @param delta negative when less is kept, which is always allowed
     */
    public static void add(Transaction transaction, InstallationInfo owner, long delta, long quota) {
        int changed = Sql.on(transaction)
                .update(
                        "UPDATE storage_usage SET used_bytes = used_bytes + ? WHERE organization_id = ? AND installation_id = ?"
                                + (delta > 0 ? " AND used_bytes <= ?" : " AND used_bytes >= ?"),
                        delta,
                        owner.organizationId(),
                        owner.installationId(),
                        delta > 0 ? quota - delta : Long.MIN_VALUE);
        if (changed == 0) {
            throw new QuotaExceededException("the storage quota of " + quota + " bytes does not suffice");
        }
    }

    public static long used(Transaction transaction, InstallationInfo owner) {
        return Sql.on(transaction)
                .first(
                        "SELECT used_bytes FROM storage_usage WHERE organization_id = ? AND installation_id = ?",
                        row -> row.getLong(1),
                        owner.organizationId(),
                        owner.installationId())
                .orElse(0L);
    }
}
