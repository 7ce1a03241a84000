package org.archipel.integrations.internal.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/** Finds the hub records that the remote side does not know as they are. */
final class OutboundCandidates {
    private static final String SELECT =
            "SELECT r.entity, r.id, r.version, r.data, r.hash, r.origin, r.deleted, r.created_at, r.updated_at,"
                    + " b.external_id, b.base, b.hash AS base_hash, b.synced_version, b.state,"
                    + " b.remote_version FROM records r"
                    + " LEFT JOIN record_bases b ON b.integration_id = ? AND b.entity = ? AND b.record_id = r.id"
                    + " WHERE r.organization_id = ? AND r.entity = ? AND r.id > ? AND ((b.record_id IS NULL AND"
                    + " r.deleted = FALSE) OR (b.synced_version <> r.version AND b.state IN ('LINKED', 'DELETED')))"
                    + " ORDER BY r.id FETCH FIRST ";

    /** A hub record with what both sides last agreed on. */
    record Candidate(StoredRecord hub, Optional<Base> base) {}

    /** Candidates after the given id, in order of their ids. Parked records and those that are left alone are none. */
    List<Candidate> after(Transaction transaction, WriteTarget target, String id, int limit) {
        return Jdbc.on(transaction)
                .list(
                        SELECT + limit + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                            statement.setString(3, target.organizationId());
                            statement.setString(4, target.entity());
                            statement.setString(5, id);
                        },
                        OutboundCandidates::candidate);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        StoredRecord hub = RecordRows.record(row);
        String state = row.getString("state");
        if (state == null) {
            return new Candidate(hub, Optional.empty());
        }
        return new Candidate(
                hub,
                Optional.of(new Base(
                        hub.id(),
                        Optional.ofNullable(row.getString("external_id")),
                        row.getString("base"),
                        row.getString("base_hash"),
                        row.getLong("synced_version"),
                        Base.State.valueOf(state),
                        Optional.empty(),
                        Optional.ofNullable(row.getString("remote_version")))));
    }
}
