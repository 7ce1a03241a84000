package org.archipel.sandbox.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ExtensionUsage.UsageDay;
import org.archipel.sandbox.ResourceUsage;

/** What installations used, day by day. */
public final class ResourceUsageStore {
    private static final int MOST_INSTALLATIONS = 10_000;
    private static final String OWNER = " WHERE organization_id = ? AND installation_id = ?";
    private static final String SUMS = "SUM(call_count), SUM(error_count), SUM(timeout_count), SUM(stop_count),"
            + " SUM(wall_nanos), SUM(cpu_nanos), SUM(allocated_bytes), SUM(log_characters)";

    private ResourceUsageStore() {}

    /** Adds to what the installation used on a day. */
    public static void add(
            Transaction transaction, String organizationId, String installationId, LocalDate day, ResourceUsage used) {
        Sql sql = Sql.on(transaction);
        if (update(sql, organizationId, installationId, day, used) == 0) {
            sql.insertIfAbsent(
                    "INSERT INTO resource_usage (organization_id, installation_id, usage_day, call_count, error_count,"
                            + " timeout_count, stop_count, wall_nanos, cpu_nanos, allocated_bytes, log_characters)"
                            + " VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
                    organizationId,
                    installationId,
                    day.toString());
            update(sql, organizationId, installationId, day, used);
        }
    }

    private static int update(
            Sql sql, String organizationId, String installationId, LocalDate day, ResourceUsage used) {
        return sql.update(
                "UPDATE resource_usage SET call_count = call_count + ?, error_count = error_count + ?,"
                        + " timeout_count = timeout_count + ?, stop_count = stop_count + ?,"
                        + " wall_nanos = wall_nanos + ?, cpu_nanos = cpu_nanos + ?,"
                        + " allocated_bytes = allocated_bytes + ?, log_characters = log_characters + ?"
                        + OWNER + " AND usage_day = ?",
                used.calls(),
                used.errors(),
                used.timeouts(),
                used.stops(),
                used.time().toNanos(),
                used.cpuTime().toNanos(),
                used.allocatedBytes(),
                used.logCharacters(),
                organizationId,
                installationId,
                day.toString());
    }

    /** Over all days. */
    public static ResourceUsage total(Transaction transaction, String organizationId, String installationId) {
        return Sql.on(transaction)
                .first(
                        "SELECT " + SUMS + " FROM resource_usage" + OWNER,
                        row -> read(row, 1),
                        organizationId,
                        installationId)
                .orElse(ResourceUsage.NONE);
    }

    /** The last days on which it used something, the newest first. */
    public static List<UsageDay> days(Transaction transaction, String organizationId, String installationId, int most) {
        return Sql.on(transaction)
                .list(
                        most,
                        "SELECT usage_day, call_count, error_count, timeout_count, stop_count, wall_nanos, cpu_nanos,"
                                + " allocated_bytes, log_characters FROM resource_usage"
                                + OWNER + " ORDER BY usage_day DESC",
                        row -> new UsageDay(LocalDate.parse(row.getString(1)), read(row, 2)),
                        organizationId,
                        installationId);
    }

    /** How often it was called on that day. */
    public static long calls(Transaction transaction, String organizationId, String installationId, LocalDate day) {
        return Sql.on(transaction)
                .first(
                        "SELECT call_count FROM resource_usage" + OWNER + " AND usage_day = ?",
                        row -> row.getLong(1),
                        organizationId,
                        installationId,
                        day.toString())
                .orElse(0L);
    }

    /** Over all days, by installation id. */
    public static Map<String, ResourceUsage> ofOrganization(Transaction transaction, String organizationId) {
        Map<String, ResourceUsage> byInstallation = new LinkedHashMap<>();
        Sql.on(transaction)
                .list(
                        MOST_INSTALLATIONS,
                        "SELECT installation_id, " + SUMS + " FROM resource_usage WHERE organization_id = ?"
                                + " GROUP BY installation_id ORDER BY installation_id",
                        row -> byInstallation.put(row.getString(1), read(row, 2)),
                        organizationId);
        return byInstallation;
    }

    static ResourceUsage read(ResultSet row, int first) throws SQLException {
        return new ResourceUsage(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                Duration.ofNanos(row.getLong(first + 4)),
                Duration.ofNanos(row.getLong(first + 5)),
                row.getLong(first + 6),
                row.getLong(first + 7));
    }
}
