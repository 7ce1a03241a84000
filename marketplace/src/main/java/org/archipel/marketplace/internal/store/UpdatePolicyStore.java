package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.MaintenanceWindow;
import org.archipel.marketplace.internal.model.UpdatePolicy;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** How organizations want their extensions to be updated. */
public final class UpdatePolicyStore {
    private static final String SELECT =
            "SELECT organization_id, extension_id, pinned, automatic, maintenance_window, skipped_version, skipped_because,"
                    + " updated_at FROM update_policies";
    private static final String ONE = " WHERE organization_id = ? AND extension_id = ?";

    private UpdatePolicyStore() {}

    public static Optional<UpdatePolicy> find(Transaction transaction, String organizationId, String extensionId) {
        return Sql.on(transaction).first(SELECT + ONE, UpdatePolicyStore::read, organizationId, extensionId);
    }

    /** For the automatic updates: the policies of all organizations that want some, without those that cannot be read. */
    public static List<UpdatePolicy> automaticOnNode(Transaction transaction) {
        return Sql.on(transaction)
                .list(SELECT + " WHERE automatic <> ?", UpdatePolicyStore::ifReadable, UpdatePolicy.Automatic.NONE)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    public static void put(Transaction transaction, UpdatePolicy policy) {
        var sql = Sql.on(transaction);
        var window = policy.window().map(Json::write).orElse(null);
        int changed = sql.update(
                "UPDATE update_policies SET pinned = ?, automatic = ?, maintenance_window = ?, skipped_version = ?,"
                        + " skipped_because = ?, updated_at = ?" + ONE,
                policy.pinned(),
                policy.automatic(),
                window,
                policy.skippedVersion().orElse(null),
                policy.skippedBecause().map(StoredText::of).orElse(null),
                Instant.now(),
                policy.organizationId(),
                policy.extensionId());
        if (changed == 0) {
            sql.update(
                    "INSERT INTO update_policies (pinned, automatic, maintenance_window, skipped_version,"
                            + " skipped_because, updated_at, organization_id, extension_id)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    policy.pinned(),
                    policy.automatic(),
                    window,
                    policy.skippedVersion().orElse(null),
                    policy.skippedBecause().map(StoredText::of).orElse(null),
                    Instant.now(),
                    policy.organizationId(),
                    policy.extensionId());
        }
    }

    /** Writes that a version is not taken by itself, and leaves alone what the organization wants; nothing if it never said so. */
    public static void skip(
            Transaction transaction, String organizationId, String extensionId, String version, String because) {
        Sql.on(transaction)
                .update(
                        "UPDATE update_policies SET skipped_version = ?, skipped_because = ?, updated_at = ?" + ONE,
                        version,
                        StoredText.of(because),
                        Instant.now(),
                        organizationId,
                        extensionId);
    }

    public static void delete(Transaction transaction, String organizationId, String extensionId) {
        Sql.on(transaction).update("DELETE FROM update_policies" + ONE, organizationId, extensionId);
    }

    private static Optional<UpdatePolicy> ifReadable(ResultSet row) throws SQLException {
        var words = "how " + row.getString("extension_id") + " of " + row.getString("organization_id") + " is updated";
        return SetAside.ifReadable(words, () -> read(row));
    }

    private static UpdatePolicy read(ResultSet row) throws SQLException {
        return new UpdatePolicy(
                row.getString("organization_id"),
                row.getString("extension_id"),
                row.getBoolean("pinned"),
                UpdatePolicy.Automatic.valueOf(row.getString("automatic")),
                Optional.ofNullable(row.getString("maintenance_window"))
                        .map(json -> Json.read(json, MaintenanceWindow.class)),
                Optional.ofNullable(row.getString("skipped_version")),
                Optional.ofNullable(row.getString("skipped_because")),
                Timestamps.get(row, "updated_at"));
    }
}
