package org.archipel.integrations.internal.merge;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/** The rows of bases, of one integration and entity at a time. */
public final class BaseStore {
    private static final String COLUMNS =
            "record_id, external_id, base, hash, synced_version, state, change_key, remote_version FROM record_bases";
    private static final String OF_ENTITY = " WHERE integration_id = ? AND entity = ?";

    /** The bases of the given external ids; those without one are missing. */
    public Map<String, Base> byExternalIds(Transaction transaction, WriteTarget target, List<String> ids) {
        Map<String, Base> bases = new HashMap<>(ids.size() * 2);
        find(transaction, target, "external_id", ids)
                .forEach(base -> base.externalId().ifPresent(id -> bases.put(id, base)));
        return bases;
    }

    /** The bases of the given hub records; those without one are missing. */
    public Map<String, Base> byRecordIds(Transaction transaction, WriteTarget target, List<String> ids) {
        Map<String, Base> bases = new HashMap<>(ids.size() * 2);
        find(transaction, target, "record_id", ids).forEach(base -> bases.put(base.recordId(), base));
        return bases;
    }

    private static List<Base> find(Transaction transaction, WriteTarget target, String column, List<String> keys) {
        return Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT " + COLUMNS + OF_ENTITY,
                        List.of(target.integrationId(), target.entity()),
                        column,
                        keys,
                        BaseStore::base);
    }

    /** Creations that were begun and not confirmed. */
    public List<Base> unconfirmed(Transaction transaction, WriteTarget target, int limit) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT " + COLUMNS + OF_ENTITY + " AND state = 'CREATING' ORDER BY record_id FETCH FIRST "
                                + limit + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                        },
                        BaseStore::base);
    }

    /** Creations whose outcome is not known and that wait for a person. */
    List<Base> unknown(Transaction transaction, WriteTarget target) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT " + COLUMNS + OF_ENTITY + " AND external_id IS NULL AND state = 'PARKED'",
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                        },
                        BaseStore::base);
    }

    public void insert(Transaction transaction, WriteTarget target, List<Base> bases) {
        Jdbc.on(transaction)
                .batch(
                        "INSERT INTO record_bases (external_id, base, hash, synced_version, state, change_key, remote_version,"
                                + " integration_id, entity, record_id, organization_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?, ?)",
                        bases,
                        (statement, base) -> {
                            bind(statement, target, base);
                            statement.setString(11, target.organizationId());
                        });
    }

    public void update(Transaction transaction, WriteTarget target, List<Base> bases) {
        Jdbc.on(transaction)
                .batch(
                        "UPDATE record_bases SET external_id = ?, base = ?, hash = ?, synced_version = ?, state = ?,"
                                + " change_key = ?, remote_version = ? WHERE integration_id = ? AND entity = ? AND record_id = ?",
                        bases,
                        (statement, base) -> bind(statement, target, base));
    }

    /** Notes when records were made on the remote side. */
    public void made(Transaction transaction, WriteTarget target, List<String> recordIds, Instant now) {
        Jdbc.on(transaction)
                .batch(
                        "UPDATE record_bases SET sent_at = ? WHERE integration_id = ? AND entity = ? AND record_id = ?",
                        recordIds,
                        (statement, id) -> {
                            Jdbc.bind(statement, 1, now);
                            statement.setString(2, target.integrationId());
                            statement.setString(3, target.entity());
                            statement.setString(4, id);
                        });
    }

    public void delete(Transaction transaction, WriteTarget target, List<String> recordIds) {
        Jdbc.on(transaction)
                .batch(
                        "DELETE FROM record_bases WHERE integration_id = ? AND entity = ? AND record_id = ?",
                        recordIds,
                        (statement, id) -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                            statement.setString(3, id);
                        });
    }

    private static void bind(PreparedStatement statement, WriteTarget target, Base base) throws SQLException {
        statement.setString(1, base.externalId().orElse(null));
        statement.setString(2, base.json());
        statement.setString(3, base.hash());
        statement.setLong(4, base.version());
        statement.setString(5, base.state().name());
        statement.setString(6, base.changeKey().orElse(null));
        statement.setString(7, base.remoteVersion().orElse(null));
        statement.setString(8, target.integrationId());
        statement.setString(9, target.entity());
        statement.setString(10, base.recordId());
    }

    private static Base base(ResultSet row) throws SQLException {
        return new Base(
                row.getString("record_id"),
                Optional.ofNullable(row.getString("external_id")),
                row.getString("base"),
                row.getString("hash"),
                row.getLong("synced_version"),
                Base.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("change_key")),
                Optional.ofNullable(row.getString("remote_version")));
    }
}
