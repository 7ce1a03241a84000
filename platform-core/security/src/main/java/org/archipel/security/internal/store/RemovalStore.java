package org.archipel.security.internal.store;

import java.time.Instant;
import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The organizations that were deleted, and what is left to do for them. */
public final class RemovalStore {
    private RemovalStore() {}

    /** @param settledAt from when on nothing is under way anymore for the organization */
    public static void removed(Transaction transaction, OrganizationRow row, Instant now, Instant settledAt) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO removed_organizations (organization_id, slug, removed_at, settled_at)"
                                + " VALUES (?, ?, ?, ?)",
                        row.id(),
                        row.slug(),
                        now,
                        settledAt);
    }

    /** Organizations that a context did not yet clean up after, or only before they had settled. */
    public static List<String> toClean(Transaction transaction, String context, Instant now, int limit) {
        return Sql.on(transaction)
                .list(
                        limit,
                        "SELECT r.organization_id FROM removed_organizations r"
                                + " LEFT JOIN organization_cleanings c"
                                + " ON c.organization_id = r.organization_id AND c.context = ?"
                                + " WHERE c.cleaned_at IS NULL OR (r.settled_at <= ? AND c.cleaned_at < r.settled_at)"
                                + " ORDER BY r.organization_id",
                        row -> row.getString(1),
                        context,
                        now);
    }

    /**
     * Removes credentials that were kept of organizations for too long, and all keys of organizations that seal nothing any more.
     *
     * @param longAgo credentials of organizations that were removed before go in any case
     */
    public static void forgetCredentials(Transaction transaction, Instant longAgo) {
        Sql sql = Sql.on(transaction);
        sql.update(
                "DELETE FROM credentials WHERE organization_id IN (SELECT r.organization_id FROM removed_organizations r"
                        + " WHERE r.removed_at < ?)",
                longAgo);
        sql.update("DELETE FROM wrapped_keys WHERE owner_id IN (SELECT r.organization_id FROM removed_organizations r)"
                + " AND NOT EXISTS (SELECT 1 FROM credentials c WHERE c.key_id = wrapped_keys.id)");
    }

    public static void cleaned(Transaction transaction, String context, String organizationId, Instant now) {
        Sql sql = Sql.on(transaction);
        int changed = sql.update(
                "UPDATE organization_cleanings SET cleaned_at = ? WHERE context = ? AND organization_id = ?",
                now,
                context,
                organizationId);
        if (changed == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO organization_cleanings (context, organization_id, cleaned_at) VALUES (?, ?, ?)",
                    context,
                    organizationId,
                    now);
        }
    }
}
