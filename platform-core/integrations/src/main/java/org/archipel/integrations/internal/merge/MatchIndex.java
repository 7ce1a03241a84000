package org.archipel.integrations.internal.merge;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.RecordRows.Head;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/** The match keys of the hub's records, so that a record of the remote side finds its like without a scan of them all. */
public final class MatchIndex {
    private static final int AT_A_TIME = 2_000;

    private final RecordRows rows = new RecordRows();

    /** The key of a record; an empty text if it has none. */
    record Entry(String recordId, String key, long version) {}

    private record Stand(long version, String settingsHash) {}

    /**
     * Brings some records up to date.
     *
     * @param after the last id of the call before; empty for the first
     * @return the last id that was looked at; empty when all are up to date
     */
    public Optional<String> refresh(Transaction transaction, WriteTarget target, MatchKeys keys, String after) {
        List<Head> page = rows.headsAfter(transaction, target.organizationId(), target.entity(), after, AT_A_TIME);
        Map<String, Stand> stands =
                stands(transaction, target, page.stream().map(Head::id).toList());
        List<String> stale = page.stream()
                .filter(head -> !head.deleted() && isStale(head, stands.get(head.id()), keys))
                .map(Head::id)
                .toList();
        List<Entry> fresh = new ArrayList<>();
        List<Entry> known = new ArrayList<>();
        rows.records(transaction, target.organizationId(), target.entity(), stale)
                .values()
                .forEach(one -> (stands.containsKey(one.id()) ? known : fresh)
                        .add(new Entry(one.id(), keys.of(one.data()).orElse(""), one.version())));
        insert(transaction, target, keys, fresh);
        update(transaction, target, keys, known);
        return page.size() < AT_A_TIME
                ? Optional.empty()
                : Optional.of(page.get(page.size() - 1).id());
    }

    private static boolean isStale(Head head, Stand stand, MatchKeys keys) {
        return stand == null
                || stand.version() != head.version()
                || !stand.settingsHash().equals(keys.settingsHash());
    }

    private static Map<String, Stand> stands(Transaction transaction, WriteTarget target, List<String> ids) {
        Map<String, Stand> stands = new HashMap<>(ids.size() * 2);
        Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT record_id, version, settings_hash FROM record_match_keys WHERE integration_id = ? AND entity = ?",
                        List.of(target.integrationId(), target.entity()),
                        "record_id",
                        ids,
                        row -> stands.put(
                                row.getString("record_id"),
                                new Stand(row.getLong("version"), row.getString("settings_hash"))));
        return stands;
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

    private static void bind(PreparedStatement statement, WriteTarget target, MatchKeys keys, Entry entry)
            throws SQLException {
        statement.setString(1, entry.key());
        statement.setLong(2, entry.version());
        statement.setString(3, keys.settingsHash());
        statement.setString(4, target.integrationId());
        statement.setString(5, target.entity());
        statement.setString(6, entry.recordId());
    }
}
