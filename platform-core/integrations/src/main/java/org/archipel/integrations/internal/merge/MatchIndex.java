package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;

/** The match keys of the hub's records, so that a record of the remote side finds its like without a scan of them all. */
public final class MatchIndex {
    private static final int AT_A_TIME = 2_000;

    private static final String STALE =
            "SELECT r.id, r.version, r.data, m.record_id FROM records r LEFT JOIN record_match_keys m ON m.integration_id = ?"
                    + " AND m.entity = r.entity AND m.record_id = r.id WHERE r.organization_id = ? AND r.entity = ? AND r.id >"
                    + " ? AND r.deleted = FALSE AND (m.record_id IS NULL OR m.version <> r.version OR m.settings_hash <> ?)"
                    + " ORDER BY r.id FETCH FIRST " + AT_A_TIME + " ROWS ONLY";

    /** The key of a record; an empty text if it has none. */
    record Entry(String recordId, String key, long version) {}

    private record Stale(String recordId, long version, ObjectNode data, boolean indexed) {}

    /**
     * Brings some records up to date.
     *
     * @param after the last id of the call before; empty for the first
     * @return the last id; empty when all are up to date
     */
    public Optional<String> refresh(Transaction transaction, WriteTarget target, MatchKeys keys, String after) {
        List<Stale> stale = Jdbc.on(transaction)
                .list(
                        STALE,
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.organizationId());
                            statement.setString(3, target.entity());
                            statement.setString(4, after);
                            statement.setString(5, keys.settingsHash());
                        },
                        row -> new Stale(
                                row.getString(1),
                                row.getLong(2),
                                Json.objectOf(row.getString(3)),
                                row.getString(4) != null));
        List<Entry> fresh = new ArrayList<>();
        List<Entry> known = new ArrayList<>();
        stale.forEach(one -> (one.indexed() ? known : fresh)
                .add(new Entry(one.recordId(), keys.of(one.data()).orElse(""), one.version())));
        insert(transaction, target, keys, fresh);
        update(transaction, target, keys, known);
        return stale.size() < AT_A_TIME
                ? Optional.empty()
                : Optional.of(stale.get(stale.size() - 1).recordId());
    }

    /** Ids of hub records with one of the keys, as far as the index knows. */
    List<String> find(Transaction transaction, WriteTarget target, List<String> keys) {
        return Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT match_key, record_id FROM record_match_keys WHERE integration_id = ? AND entity = ?",
                        List.of(target.integrationId(), target.entity()),
                        "match_key",
                        keys,
                        row -> row.getString("record_id"));
    }

    void insert(Transaction transaction, WriteTarget target, MatchKeys keys, List<Entry> entries) {
        Jdbc.on(transaction)
                .batch(
                        "INSERT INTO record_match_keys (match_key, version, settings_hash, integration_id, entity,"
                                + " record_id) VALUES (?, ?, ?, ?, ?, ?)",
                        entries,
                        (statement, entry) -> bind(statement, target, keys, entry));
    }

    private static void update(Transaction transaction, WriteTarget target, MatchKeys keys, List<Entry> entries) {
        Jdbc.on(transaction)
                .batch(
                        "UPDATE record_match_keys SET match_key = ?, version = ?, settings_hash = ? WHERE integration_id"
                                + " = ? AND entity = ? AND record_id = ?",
                        entries,
                        (statement, entry) -> bind(statement, target, keys, entry));
    }

    private static void bind(java.sql.PreparedStatement statement, WriteTarget target, MatchKeys keys, Entry entry)
            throws java.sql.SQLException {
        statement.setString(1, entry.key());
        statement.setLong(2, entry.version());
        statement.setString(3, keys.settingsHash());
        statement.setString(4, target.integrationId());
        statement.setString(5, target.entity());
        statement.setString(6, entry.recordId());
    }
}
