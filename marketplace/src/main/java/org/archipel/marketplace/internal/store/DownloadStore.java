package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.model.Download;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Which organization got which version. Kept for good: what is wrong with a version may show much later. */
public final class DownloadStore {
    private static final String SELECT = "SELECT id, extension_id, version, organization_id, kind, actor, downloaded_at"
            + " FROM extension_downloads WHERE extension_id = ?";

    private DownloadStore() {}

    public static void add(Transaction transaction, Download download) {
        var sql = Sql.on(transaction);
        sql.update(
                "INSERT INTO extension_downloads (id, extension_id, version, organization_id, kind, actor, downloaded_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                download.id(),
                download.extensionId(),
                download.version(),
                download.organizationId(),
                download.kind(),
                download.actor(),
                download.at());
        sql.update("UPDATE extensions SET downloads = downloads + 1 WHERE id = ?", download.extensionId());
    }

    /** Whether the organization ever had the version at work. */
    public static boolean installed(
            Transaction transaction, String organizationId, String extensionId, String version) {
        return Sql.on(transaction)
                .first(
                        "SELECT id FROM extension_downloads WHERE extension_id = ? AND version = ?"
                                + " AND organization_id = ? AND kind <> ?",
                        row -> row.getString(1),
                        extensionId,
                        version,
                        organizationId,
                        Download.Kind.FILE)
                .isPresent();
    }

    /** For administrators of the platform: how some organizations got a version, the newest first. */
    public static List<Download> ofVersionOnPlatform(
            Transaction transaction, String extensionId, String version, Collection<String> organizationIds) {
        return organizationIds.isEmpty()
                ? List.of()
                : Sql.on(transaction)
                        .list(
                                SELECT + " AND version = ? AND organization_id IN (" + Sql.marks(organizationIds.size())
                                        + ") ORDER BY downloaded_at DESC, id DESC",
                                DownloadStore::read,
                                Stream.concat(Stream.of(extensionId, version), organizationIds.stream())
                                        .toArray());
    }

    /** How often each version was got on each day (UTC), from the first on. */
    public static Map<String, Map<LocalDate, Long>> countByVersion(
            Transaction transaction, String extensionId, Instant from) {
        var counts = new TreeMap<String, Map<LocalDate, Long>>();
        Sql.on(transaction)
                .list(
                        "SELECT version, downloaded_at FROM extension_downloads"
                                + " WHERE extension_id = ? AND downloaded_at >= ?",
                        row -> counts.computeIfAbsent(row.getString(1), version -> new TreeMap<>())
                                .merge(day(row), 1L, Long::sum),
                        extensionId,
                        from);
        return counts;
    }

    /** How often each version was got, ever. */
    public static Map<String, Long> totals(Transaction transaction, String extensionId) {
        var counts = new TreeMap<String, Long>();
        Sql.on(transaction)
                .list(
                        "SELECT version, COUNT(*) FROM extension_downloads WHERE extension_id = ? GROUP BY version",
                        row -> counts.put(row.getString(1), row.getLong(2)),
                        extensionId);
        return counts;
    }

    private static LocalDate day(ResultSet row) throws SQLException {
        return Timestamps.get(row, "downloaded_at").atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Download read(ResultSet row) throws SQLException {
        return new Download(
                row.getString("id"),
                row.getString("extension_id"),
                row.getString("version"),
                row.getString("organization_id"),
                Download.Kind.valueOf(row.getString("kind")),
                row.getString("actor"),
                Timestamps.get(row, "downloaded_at"));
    }
}
