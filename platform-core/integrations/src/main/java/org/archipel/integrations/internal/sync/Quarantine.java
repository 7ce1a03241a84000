package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Records that could not be taken, each once: with its reason and its original content, for a person to fix and replay. */
final class Quarantine {
    private static final int MAX_PAYLOAD = 256 * 1024;
    private static final int MAX_REASON = 2000;
    private static final int MAX_POINTER = 500;

    private static final String OF_ENTITY = " FROM quarantined_records WHERE integration_id = ? AND entity = ?";

    /** Puts the records into quarantine; one that is there already is brought up to date. */
    void add(Transaction transaction, WriteTarget target, String runId, List<Rejection> rejections, Instant now) {
        Map<String, Rejection> latest = new LinkedHashMap<>();
        rejections.forEach(rejection -> latest.put(rejection.key(), rejection));
        Set<String> known = new HashSet<>(Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT record_key" + OF_ENTITY,
                        List.of(target.integrationId(), target.entity()),
                        "record_key",
                        List.copyOf(latest.keySet()),
                        row -> row.getString(1)));
        List<Rejection> fresh = new ArrayList<>();
        List<Rejection> again = new ArrayList<>();
        latest.values().forEach(rejection -> (known.contains(rejection.key()) ? again : fresh).add(rejection));
        insert(transaction, target, runId, fresh, now);
        update(transaction, target, runId, again, now);
    }

    /** Whether any record of the entity waits for a person. */
    boolean hasOpen(Transaction transaction, WriteTarget target) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT id" + OF_ENTITY + " AND state = 'OPEN' FETCH FIRST 1 ROWS ONLY",
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                        },
                        row -> true)
                .isPresent();
    }

    /** Records that came through in the meantime need no person any more. */
    void resolve(Transaction transaction, WriteTarget target, List<String> externalIds, Instant now) {
        Jdbc.on(transaction)
                .batch(
                        "UPDATE quarantined_records SET state = 'RESOLVED', updated_at = ? WHERE integration_id = ? AND entity = ?"
                                + " AND record_key = ? AND state = 'OPEN'",
                        externalIds,
                        (statement, id) -> {
                            Jdbc.bind(statement, 1, now);
                            statement.setString(2, target.integrationId());
                            statement.setString(3, target.entity());
                            statement.setString(4, id);
                        });
    }

    /** In the order of their ids; fewer than asked for where they are long. */
    Rows<QuarantinedRecord> list(
            Transaction transaction,
            String organizationId,
            String integrationId,
            String state,
            String after,
            int limit) {
        // One more tells whether there are more.
        Sql.Slice<Text> found = Sql.on(transaction)
                .upTo(
                        Rows.LONGEST,
                        row -> row.payload().length(),
                        "SELECT * FROM quarantined_records WHERE organization_id = ? AND integration_id = ? AND state = ? AND"
                                + " id > ? ORDER BY id FETCH FIRST " + (limit + 1) + " ROWS ONLY",
                        Text::read,
                        organizationId,
                        integrationId,
                        state,
                        after);
        return Rows.first(found, limit).map(Text::record);
    }

    Optional<QuarantinedRecord> find(Transaction transaction, String organizationId, String integrationId, String id) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT * FROM quarantined_records WHERE organization_id = ? AND integration_id = ? AND id = ?",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, integrationId);
                            statement.setString(3, id);
                        },
                        Quarantine::record);
    }

    void fix(Transaction transaction, QuarantinedRecord record, JsonNode payload, Instant now) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE quarantined_records SET payload = ?, payload_truncated = FALSE, updated_at = ? WHERE id = ? AND"
                                + " organization_id = ?",
                        statement -> {
                            statement.setString(1, Json.write(payload));
                            Jdbc.bind(statement, 2, now);
                            statement.setString(3, record.id());
                            statement.setString(4, record.organizationId());
                        });
    }

    void close(Transaction transaction, QuarantinedRecord record, String state, Instant now) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE quarantined_records SET state = ?, updated_at = ? WHERE id = ? AND organization_id = ?",
                        statement -> {
                            statement.setString(1, state);
                            Jdbc.bind(statement, 2, now);
                            statement.setString(3, record.id());
                            statement.setString(4, record.organizationId());
                        });
    }

    private static void insert(
            Transaction transaction, WriteTarget target, String runId, List<Rejection> fresh, Instant now) {
        Jdbc.on(transaction)
                .batch(
                        "INSERT INTO quarantined_records (run_id, code, reason, pointer, payload, payload_truncated, updated_at,"
                                + " integration_id, entity, record_key, id, organization_id, occurrences, state, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'OPEN', ?)",
                        fresh,
                        (statement, rejection) -> {
                            bind(statement, target, runId, rejection, now);
                            statement.setString(11, Ids.next());
                            statement.setString(12, target.organizationId());
                            Jdbc.bind(statement, 13, now);
                        });
    }

    private static void update(
            Transaction transaction, WriteTarget target, String runId, List<Rejection> again, Instant now) {
        Jdbc.on(transaction)
                .batch(
                        "UPDATE quarantined_records SET run_id = ?, code = ?, reason = ?, pointer = ?, payload = ?,"
                                + " payload_truncated = ?, updated_at = ?, occurrences = occurrences + 1, state = 'OPEN'"
                                + " WHERE integration_id = ? AND entity = ? AND record_key = ?",
                        again,
                        (statement, rejection) -> bind(statement, target, runId, rejection, now));
    }

    private static void bind(
            PreparedStatement statement, WriteTarget target, String runId, Rejection rejection, Instant now)
            throws SQLException {
        Payload payload = Payload.of(rejection.payload());
        statement.setString(1, runId);
        statement.setString(2, rejection.code().name());
        statement.setString(3, cut(rejection.reason(), MAX_REASON));
        statement.setString(4, cut(rejection.pointer(), MAX_POINTER));
        statement.setString(5, payload.json());
        statement.setBoolean(6, payload.truncated());
        Jdbc.bind(statement, 7, now);
        statement.setString(8, target.integrationId());
        statement.setString(9, target.entity());
        statement.setString(10, rejection.key());
    }

    /** What is kept of a record's data. */
    private record Payload(String json, boolean truncated) {
        static Payload of(JsonNode data) {
            try {
                String json = Json.beginning(data, MAX_PAYLOAD + 1);
                return json.length() > MAX_PAYLOAD ? truncated(cut(json, MAX_PAYLOAD)) : new Payload(json, false);
            } catch (ValidationException e) {
                // It could not be read again; the other records of its group are not to be held up by it.
                return truncated(e.getMessage());
            }
        }

        private static Payload truncated(String text) {
            return new Payload(Json.write(TextNode.valueOf(text)), true);
        }
    }

    private static String cut(String text, int most) {
        return text.substring(0, Math.min(most, text.length()));
    }

    /** A record whose payload is still a text. */
    private record Text(QuarantinedRecord row, String payload) {
        static Text read(ResultSet row) throws SQLException {
            return new Text(Quarantine.record(row, NullNode.getInstance()), row.getString("payload"));
        }

        QuarantinedRecord record() {
            return row.with(Json.tree(payload));
        }
    }

    private static QuarantinedRecord record(ResultSet row) throws SQLException {
        return record(row, Json.tree(row.getString("payload")));
    }

    private static QuarantinedRecord record(ResultSet row, JsonNode payload) throws SQLException {
        return new QuarantinedRecord(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("integration_id"),
                row.getString("entity"),
                row.getString("record_key"),
                row.getString("run_id"),
                ErrorCode.valueOf(row.getString("code")),
                row.getString("reason"),
                row.getString("pointer"),
                payload,
                row.getBoolean("payload_truncated"),
                row.getLong("occurrences"),
                row.getString("state"),
                Jdbc.instant(row, "created_at"),
                Jdbc.instant(row, "updated_at"));
    }
}
