package org.archipel.sandbox.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Rows of key-value storage; changes are made under the {@link UsageStore#lock}. */
public final class ValueStore {
    private static final String ONE = " WHERE organization_id = ? AND installation_id = ? AND value_key = ?";

    private ValueStore() {}

    /** JSON text; empty if there is none. */
    public static Optional<String> find(Transaction transaction, InstallationInfo owner, String key) {
        return Sql.on(transaction)
                .first(
                        "SELECT content FROM stored_values" + ONE,
                        row -> row.getString(1),
                        owner.organizationId(),
                        owner.installationId(),
                        key);
    }

    public static void put(Transaction transaction, InstallationInfo owner, String key, String json, long quota) {
        long size = size(key) + size(json);
        UsageStore.add(transaction, owner, size - oldSize(transaction, owner, key), quota);
        Sql sql = Sql.on(transaction);
        int changed = sql.update(
                "UPDATE stored_values SET content = ?, size_bytes = ?" + ONE,
                json,
                size,
                owner.organizationId(),
                owner.installationId(),
                key);
        if (changed == 0) {
            sql.update(
                    "INSERT INTO stored_values (organization_id, installation_id, value_key, content, size_bytes)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    owner.organizationId(),
                    owner.installationId(),
                    key,
                    json,
                    size);
        }
    }

    public static boolean delete(Transaction transaction, InstallationInfo owner, String key) {
        UsageStore.add(transaction, owner, -oldSize(transaction, owner, key), 0);
        return Sql.on(transaction)
                        .update("DELETE FROM stored_values" + ONE, owner.organizationId(), owner.installationId(), key)
                > 0;
    }

    public static List<String> keys(
            Transaction transaction, InstallationInfo owner, String prefix, String after, int limit) {
        Sql sql = Sql.on(transaction);
        String key = sql.byCharacters("value_key");
        return sql.list(
                limit,
                "SELECT value_key FROM stored_values WHERE organization_id = ? AND installation_id = ?"
                        + " AND value_key LIKE ? ESCAPE '!' AND " + key + " > ? ORDER BY " + key,
                row -> row.getString(1),
                owner.organizationId(),
                owner.installationId(),
                prefix.replaceAll("[!%_]", "!$0") + "%",
                after);
    }

    private static long oldSize(Transaction transaction, InstallationInfo owner, String key) {
        return Sql.on(transaction)
                .first(
                        "SELECT size_bytes FROM stored_values" + ONE,
                        row -> row.getLong(1),
                        owner.organizationId(),
                        owner.installationId(),
                        key)
                .orElse(0L);
    }

    static long size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
