package org.archipel.sandbox.internal.store;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ResourceUsage;

/** What versions of extensions used, day by day, over all organizations. */
public final class VersionUsageStore {
    private static final int MOST_ROWS = 100_000;
    private static final String KEY = " WHERE extension_id = ? AND version = ? AND usage_day = ?";

    private VersionUsageStore() {}

    /** Adds to what the version used on a day. */
    public static void add(
            Transaction transaction, String extensionId, String version, LocalDate day, ResourceUsage used) {
        Sql sql = Sql.on(transaction);
        if (update(sql, extensionId, version, day, used) == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO version_usage (extension_id, version, usage_day, call_count, error_count,"
                            + " timeout_count, stop_count, wall_nanos, cpu_nanos, allocated_bytes, log_characters)"
                            + " VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
                    extensionId,
                    version,
                    day.toString());
            update(sql, extensionId, version, day, used);
        }
    }

    private static int update(Sql sql, String extensionId, String version, LocalDate day, ResourceUsage used) {
        return sql.update(
                "UPDATE version_usage SET call_count = call_count + ?, error_count = error_count + ?,"
                        + " timeout_count = timeout_count + ?, stop_count = stop_count + ?,"
                        + " wall_nanos = wall_nanos + ?, cpu_nanos = cpu_nanos + ?,"
                        + " allocated_bytes = allocated_bytes + ?, log_characters = log_characters + ?" + KEY,
                used.calls(),
                used.errors(),
                used.timeouts(),
                used.stops(),
                used.time().toNanos(),
                used.cpuTime().toNanos(),
                used.allocatedBytes(),
                used.logCharacters(),
                extensionId,
                version,
                day.toString());
    }

    /** Since a day, by version and day. */
    public static Map<String, Map<LocalDate, ResourceUsage>> since(
            Transaction transaction, String extensionId, LocalDate from) {
        Map<String, Map<LocalDate, ResourceUsage>> used = new TreeMap<>();
        Sql.on(transaction)
                .list(
                        MOST_ROWS,
                        "SELECT version, usage_day, call_count, error_count, timeout_count, stop_count, wall_nanos,"
                                + " cpu_nanos, allocated_bytes, log_characters FROM version_usage"
                                + " WHERE extension_id = ? AND usage_day >= ?",
                        row -> used.computeIfAbsent(row.getString(1), version -> new TreeMap<>())
                                .put(LocalDate.parse(row.getString(2)), ResourceUsageStore.read(row, 3)),
                        extensionId,
                        from.toString());
        return used;
    }
}
