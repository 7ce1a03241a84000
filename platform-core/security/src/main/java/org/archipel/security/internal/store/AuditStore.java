package org.archipel.security.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.security.internal.store.AuditChainStore.Link;

/**
 * The table of audit entries: they are added and read, never changed. Entries and their links are looked up one after the other:
 * given a join, Derby would read one of the tables whole.
 */
public final class AuditStore {
    private static final String ENTRIES =
            "SELECT id, organization_id, actor, action, target, state_before, state_after, ip,"
                    + " request_id, outcome, occurred_at FROM ";
    private static final String LINKS = "SELECT entry_id, chain_position, previous_hash, hash FROM ";

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
    public record ChainedRow(AuditRow entry, Optional<Link> link) {}

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
        StringBuilder sql = new StringBuilder(ENTRIES)
                .append(Sql.byIndex("audit_entries", "audit_entries_newest"))
                .append(" WHERE organization_id = ?");
        List<Object> parameters = new ArrayList<>(List.of(organizationId));
        filter.actor().ifPresent(actor -> match(sql, parameters, "actor", actor));
        filter.action().ifPresent(action -> match(sql, parameters, "action", action));
        filter.target().ifPresent(target -> match(sql, parameters, "target", target));
        filter.outcome().ifPresent(outcome -> condition(sql, parameters, "outcome = ?", outcome));
        filter.from().ifPresent(from -> condition(sql, parameters, "occurred_at >= ?", from));
        filter.to().ifPresent(to -> condition(sql, parameters, "occurred_at < ?", to));
        olderThan.ifPresent(id -> condition(sql, parameters, "id < ?", id));
        sql.append(" ORDER BY id DESC FETCH FIRST ").append(limit).append(" ROWS ONLY");
        List<AuditRow> entries = Sql.on(transaction).list(sql.toString(), AuditStore::entry, parameters.toArray());
        Map<String, Link> links =
                links(transaction, entries.stream().map(AuditRow::id).toList());
        return entries.stream()
                .map(entry -> new ChainedRow(entry, Optional.ofNullable(links.get(entry.id()))))
                .toList();
    }

    /** Chained entries in the order of the chain, after the given position; a link whose entry is gone is left out. */
    public static List<ChainedRow> chained(
            Transaction transaction, String organizationId, long after, long upTo, int limit) {
        Map<String, Link> links = new LinkedHashMap<>();
        Sql.on(transaction)
                .list(
                        LINKS + Sql.byKey("audit_links", "audit_links_position")
                                + " WHERE organization_id = ? AND chain_position > ? AND chain_position <= ?"
                                + " ORDER BY chain_position FETCH FIRST " + limit + " ROWS ONLY",
                        row -> links.put(row.getString("entry_id"), link(row)),
                        organizationId,
                        after,
                        upTo);
        Map<String, AuditRow> entries = entries(transaction, links.keySet());
        return links.entrySet().stream()
                .filter(link -> entries.containsKey(link.getKey()))
                .map(link -> new ChainedRow(entries.get(link.getKey()), Optional.of(link.getValue())))
                .toList();
    }

    /** The entries that wait for their link, in the order in which they were made. */
    public static List<AuditRow> pending(Transaction transaction, String organizationId, int limit) {
        List<String> ids = Sql.on(transaction)
                .list(
                        "SELECT entry_id FROM audit_pending WHERE organization_id = ? ORDER BY entry_id FETCH FIRST "
                                + limit + " ROWS ONLY",
                        row -> row.getString(1),
                        organizationId);
        Map<String, AuditRow> entries = entries(transaction, ids);
        return ids.stream().map(entries::get).filter(Objects::nonNull).toList();
    }

    private static Map<String, AuditRow> entries(Transaction transaction, Collection<String> ids) {
        Map<String, AuditRow> entries = new HashMap<>();
        if (!ids.isEmpty()) {
            Sql.on(transaction)
                    .list(
                            ENTRIES + "audit_entries WHERE id IN (" + Sql.marks(ids.size()) + ")",
                            AuditStore::entry,
                            ids.toArray())
                    .forEach(entry -> entries.put(entry.id(), entry));
        }
        return entries;
    }

    private static Map<String, Link> links(Transaction transaction, Collection<String> ids) {
        Map<String, Link> links = new HashMap<>();
        if (!ids.isEmpty()) {
            Sql.on(transaction)
                    .list(
                            LINKS + "audit_links WHERE entry_id IN (" + Sql.marks(ids.size()) + ")",
                            row -> links.put(row.getString("entry_id"), link(row)),
                            ids.toArray());
        }
        return links;
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

    private static AuditRow entry(ResultSet row) throws SQLException {
        return new AuditRow(
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
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(row.getLong("chain_position"), row.getString("previous_hash"), row.getString("hash"));
    }
}
