package org.archipel.marketplace.internal.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Where versions work, over organizations. */
public final class AnalyticsStore {
    private AnalyticsStore() {}

    /** How many organizations each version works in now. */
    public static Map<String, Long> activeByVersion(Transaction transaction, String extensionId) {
        var counts = new TreeMap<String, Long>();
        Sql.on(transaction)
                .list(
                        "SELECT actual_version, COUNT(*) FROM installations WHERE extension_id = ? AND actual_state = ?"
                                + " AND actual_version IS NOT NULL GROUP BY actual_version",
                        row -> counts.put(row.getString(1), row.getLong(2)),
                        extensionId,
                        ActualState.ACTIVE);
        return counts;
    }

    /**
     * For administrators of the platform: organizations that ever got a version, or in which it works now, by their ids after one.
     */
    public static List<String> reachedOnPlatform(
            Transaction transaction, String extensionId, String version, String after, int most) {
        return Sql.on(transaction)
                .list(
                        most,
                        "SELECT organization_id FROM extension_downloads"
                                + " WHERE extension_id = ? AND version = ? AND organization_id > ?"
                                + " UNION SELECT organization_id FROM installations"
                                + " WHERE extension_id = ? AND actual_version = ? AND actual_state = ? AND organization_id > ?"
                                + " ORDER BY organization_id",
                        row -> row.getString(1),
                        extensionId,
                        version,
                        after,
                        extensionId,
                        version,
                        ActualState.ACTIVE,
                        after);
    }

    /** For administrators of the platform: which version works in each of some organizations now. */
    public static Map<String, String> activeOnPlatform(
            Transaction transaction, String extensionId, Collection<String> organizationIds) {
        var running = new TreeMap<String, String>();
        if (!organizationIds.isEmpty()) {
            Sql.on(transaction)
                    .list(
                            "SELECT organization_id, actual_version FROM installations WHERE extension_id = ?"
                                    + " AND actual_state = ? AND actual_version IS NOT NULL AND organization_id IN ("
                                    + Sql.marks(organizationIds.size()) + ")",
                            row -> running.put(row.getString(1), row.getString(2)),
                            Stream.concat(Stream.of(extensionId, ActualState.ACTIVE), organizationIds.stream())
                                    .toArray());
        }
        return running;
    }
}
