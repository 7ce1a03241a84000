package org.archipel.marketplace.internal.store;

import java.util.Map;
import java.util.TreeMap;
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

    /** For administrators of the platform: which version works in which organization now. */
    public static Map<String, String> activeOnPlatform(Transaction transaction, String extensionId) {
        var running = new TreeMap<String, String>();
        Sql.on(transaction)
                .list(
                        "SELECT organization_id, actual_version FROM installations WHERE extension_id = ?"
                                + " AND actual_state = ? AND actual_version IS NOT NULL",
                        row -> running.put(row.getString(1), row.getString(2)),
                        extensionId,
                        ActualState.ACTIVE);
        return running;
    }
}
