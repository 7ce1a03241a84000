package org.archipel.integrations.internal.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Reads single records, lists and history. */
final class RecordStore {
    // Characters of the records of one page.
    private static final long LONGEST_PAGE = 1 << 20;

    /** The row, deleted or not. */
    Optional<StoredRecord> find(Transaction transaction, String organizationId, String entity, String id) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT " + RecordRows.COLUMNS
                                + " FROM records WHERE organization_id = ? AND entity = ? AND id = ?",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, entity);
                            statement.setString(3, id);
                        },
                        RecordRows::record);
    }

    /**
     * Records in order of their ids. The database narrows by text, which is quick and may let too much through; what is returned is
     * checked member by member.
     *
     * @return the matching ones among at most {@code limit + 1} candidates, and where to go on
     */
    Slice list(Transaction transaction, String organizationId, String entity, RecordListing listing) {
        List<String> patterns = patterns(listing.equal());
        StringBuilder sql = new StringBuilder("SELECT " + RecordRows.COLUMNS + " FROM "
                + Sql.byKey("records", "pk_records")
                + " WHERE organization_id = ? AND entity = ? AND id > ? AND deleted = FALSE");
        sql.append(" AND (data LIKE ? ESCAPE '!' OR data LIKE ? ESCAPE '!')"
                .repeat(listing.equal().size()));
        if (!listing.text().isEmpty()) {
            sql.append(transaction.dialect() == Dialect.POSTGRESQL ? " AND data ILIKE ?" : " AND LOWER(data) LIKE ?")
                    .append(" ESCAPE '!'");
        }
        sql.append(" ORDER BY id FETCH FIRST ").append(listing.limit() + 1).append(" ROWS ONLY");
        Sql.Slice<RecordText> rows = Sql.on(transaction)
                .upTo(
                        LONGEST_PAGE,
                        row -> row.data().length(),
                        sql.toString(),
                        RecordText::read,
                        values(organizationId, entity, listing, patterns));
        boolean more = rows.cut() || rows.rows().size() > listing.limit();
        List<StoredRecord> page = rows.rows().stream()
                .limit(listing.limit())
                .map(RecordText::record)
                .toList();
        Optional<String> next = more ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty();
        return new Slice(
                page.stream().filter(row -> matches(row, listing.equal())).toList(), next);
    }

    /** The earlier versions, latest first. */
    RecordHistory history(
            Transaction transaction, String organizationId, String entity, String id, long before, int limit) {
        // One more tells whether there are more.
        Sql.Slice<VersionText> slice = Sql.on(transaction)
                .upTo(
                        LONGEST_PAGE,
                        row -> row.data().length(),
                        "SELECT version, data, origin, deleted, written_at FROM record_versions WHERE organization_id = ?"
                                + " AND entity = ? AND record_id = ? AND version < ? ORDER BY version DESC FETCH FIRST "
                                + (limit + 1)
                                + " ROWS ONLY",
                        VersionText::read,
                        organizationId,
                        entity,
                        id,
                        before);
        List<RecordVersion> versions =
                slice.rows().stream().limit(limit).map(VersionText::version).toList();
        return new RecordHistory(versions, slice.cut() || slice.rows().size() > limit);
    }

    private record VersionText(long number, String data, String origin, boolean deleted, Instant writtenAt) {
        static VersionText read(ResultSet row) throws SQLException {
            return new VersionText(
                    row.getLong("version"),
                    row.getString("data"),
                    row.getString("origin"),
                    row.getBoolean("deleted"),
                    Jdbc.instant(row, "written_at"));
        }

        RecordVersion version() {
            return new RecordVersion(number, Json.objectOf(data), origin, deleted, writtenAt);
        }
    }

    private static Object[] values(String organizationId, String entity, RecordListing listing, List<String> patterns) {
        List<Object> values = new ArrayList<>(List.of(organizationId, entity, listing.after()));
        values.addAll(patterns);
        if (!listing.text().isEmpty()) {
            values.add("%" + escape(listing.text().toLowerCase(Locale.ROOT)) + "%");
        }
        return values.toArray();
    }

    /** Stored JSON is canonical, so a member with a value is one of two texts: {@code "name":"value"} or {@code "name":value}. */
    private static List<String> patterns(Map<String, String> equal) {
        List<String> patterns = new ArrayList<>();
        equal.forEach((name, value) -> {
            String member = escape(Json.write(name)) + ":";
            patterns.add("%" + member + escape(Json.write(value)) + "%");
            patterns.add("%" + member + escape(value) + "%");
        });
        return patterns;
    }

    private static boolean matches(StoredRecord row, Map<String, String> equal) {
        return equal.entrySet().stream().allMatch(wanted -> {
            JsonNode value = row.data().get(wanted.getKey());
            return value != null
                    && value.isValueNode()
                    && !value.isNull()
                    && value.asText().equals(wanted.getValue());
        });
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** A part of a list. */
    record Slice(List<StoredRecord> records, Optional<String> next) {}
}
