package org.archipel.security.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** The table of audit entries: they are added and read, never changed. */
public final class AuditStore {
    private static final String SELECT = "SELECT e.id, e.organization_id, e.actor, e.action, e.target, e.state_before,"
            + " e.state_after, e.ip, e.request_id, e.outcome, e.occurred_at, l.chain_position, l.previous_hash, l.hash"
            + " FROM audit_entries e LEFT JOIN audit_links l ON l.entry_id = e.id";

    private AuditStore() {}

    /**
     * An entry as it is stored.
     *
     * @param before JSON text; null when there is none
     * @param after JSON text; null when there is none
     */
    public record AuditRow(
            String id,
            String organizationId,
            String actor,
            String action,
            String target,
            String before,
            String after,
            String ip,
            String requestId,
            String outcome,
            Instant at) {}

    /** An entry with its link; empty as long as it is not chained. */
    public record ChainedRow(AuditRow entry, Optional<AuditChainStore.Link> link) {}

    /**
     * Which entries to read; an empty part does not narrow.
     *
     * @param action the action, or its beginning when {@code *} ends it
     * @param target the target, or its beginning when {@code *} ends it
     * @param from inclusive
     * @param to exclusive
     */
    public record Filter(
            Optional<String> actor,
            Optional<String> action,
            Optional<String> target,
            Optional<String> outcome,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** Adds the entry and puts it in line for the chain. */
    public static void insert(Transaction transaction, AuditRow row) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO audit_entries (id, organization_id, actor, action, target, state_before, state_after, ip,"
                                + " request_id, outcome, occurred_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.id(),
                        row.organizationId(),
                        row.actor(),
                        row.action(),
                        row.target(),
                        row.before(),
                        row.after(),
                        row.ip(),
                        row.requestId(),
                        row.outcome(),
                        row.at());
        Sql.on(transaction)
                .update(
                        "INSERT INTO audit_pending (entry_id, organization_id) VALUES (?, ?)",
                        row.id(),
                        row.organizationId());
    }

    /** The organization's entries, the newest first, that are older than the given id. */
    public static List<ChainedRow> find(
            Transaction transaction, String organizationId, Filter filter, Optional<String> olderThan, int limit) {
        StringBuilder sql = new StringBuilder(SELECT).append(" WHERE e.organization_id = ?");
        List<Object> parameters = new ArrayList<>(List.of(organizationId));
        filter.actor().ifPresent(actor -> match(sql, parameters, "e.actor", actor));
        filter.action().ifPresent(action -> match(sql, parameters, "e.action", action));
        filter.target().ifPresent(target -> match(sql, parameters, "e.target", target));
        filter.outcome().ifPresent(outcome -> condition(sql, parameters, "e.outcome = ?", outcome));
        filter.from().ifPresent(from -> condition(sql, parameters, "e.occurred_at >= ?", from));
        filter.to().ifPresent(to -> condition(sql, parameters, "e.occurred_at < ?", to));
        olderThan.ifPresent(id -> condition(sql, parameters, "e.id < ?", id));
        sql.append(" ORDER BY e.id DESC FETCH FIRST ").append(limit).append(" ROWS ONLY");
        return Sql.on(transaction).list(sql.toString(), AuditStore::read, parameters.toArray());
    }

    /** Chained entries in the order of the chain, after the given position. */
    public static List<ChainedRow> chained(
            Transaction transaction, String organizationId, long after, long upTo, int limit) {
        String sql = SELECT.replace("LEFT JOIN", "JOIN")
                + " WHERE l.organization_id = ? AND l.chain_position > ? AND l.chain_position <= ?"
                + " ORDER BY l.chain_position FETCH FIRST " + limit + " ROWS ONLY";
        return Sql.on(transaction).list(sql, AuditStore::read, organizationId, after, upTo);
    }

    /** The entries that wait for their link, in the order in which they were made. */
    public static List<AuditRow> pending(Transaction transaction, String organizationId, int limit) {
        String sql = SELECT + " JOIN audit_pending p ON p.entry_id = e.id WHERE p.organization_id = ?"
                + " ORDER BY e.id FETCH FIRST " + limit + " ROWS ONLY";
        return Sql.on(transaction).list(sql, row -> read(row).entry(), organizationId);
    }

    private static void match(StringBuilder sql, List<Object> parameters, String column, String value) {
        if (value.endsWith("*")) {
            String prefix = value.substring(0, value.length() - 1);
            String escaped = prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_");
            condition(sql, parameters, column + " LIKE ? ESCAPE '!'", escaped + "%");
        } else {
            condition(sql, parameters, column + " = ?", value);
        }
    }

    private static void condition(StringBuilder sql, List<Object> parameters, String condition, Object value) {
        sql.append(" AND ").append(condition);
        parameters.add(value);
    }

    private static ChainedRow read(ResultSet row) throws SQLException {
        AuditRow entry = new AuditRow(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("target"),
                row.getString("state_before"),
                row.getString("state_after"),
                row.getString("ip"),
                row.getString("request_id"),
                row.getString("outcome"),
                Timestamps.get(row, "occurred_at"));
        String hash = row.getString("hash");
        return new ChainedRow(
                entry,
                hash == null
                        ? Optional.empty()
                        : Optional.of(new AuditChainStore.Link(
                                row.getLong("chain_position"), row.getString("previous_hash"), hash)));
    }
}
