package org.archipel.sandbox.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ExtensionExport;
import org.osgi.service.component.annotations.Component;

/** Reads an installation's rows in pages, each beginning after the last row of the one before, and small enough by {@link PageBound}. */
@Component(service = ExtensionExport.class)
public final class StoredExtensionExport implements ExtensionExport {
    private static final int PAGE = 200;
    private static final String OWN = " WHERE organization_id = ? AND installation_id = ?";

    private record Value(String key, String content) {}

    /** Where a row stands: the key of a value, which is in no collection, or the id of a document. */
    private record Place(String collection, String id, long bytes) {}

    private record Row(String collection, String id, long version, String content, Instant updatedAt) {}

    @Override
    public void export(Transaction transaction, String organizationId, String installationId, Taker taker) {
        var sql = Sql.on(transaction);
        values(sql, organizationId, installationId, taker);
        documents(sql, organizationId, installationId, taker);
    }

    private static void values(Sql sql, String organization, String installation, Taker taker) {
        var key = sql.byCharacters("value_key");
        var after = "";
        while (true) {
            var places = PageBound.cut(
                    sql.list(
                            PAGE,
                            "SELECT value_key, size_bytes FROM stored_values" + OWN + " AND " + key + " > ? ORDER BY "
                                    + key,
                            row -> new Place("", row.getString(1), row.getLong(2)),
                            organization,
                            installation,
                            after),
                    Place::bytes);
            if (places.isEmpty()) {
                return;
            }
            var last = places.get(places.size() - 1).id();
            List<Value> page = sql.list(
                    places.size(),
                    "SELECT value_key, content FROM stored_values" + OWN + " AND " + key + " > ? AND " + key
                            + " <= ? ORDER BY " + key,
                    row -> new Value(row.getString(1), row.getString(2)),
                    organization,
                    installation,
                    after,
                    last);
            page.forEach(value -> taker.value(value.key(), value.content()));
            // Others may be there by now, and the page be full before the last one.
            after = page.size() == places.size() ? page.get(page.size() - 1).key() : last;
        }
    }

    private static void documents(Sql sql, String organization, String installation, Taker taker) {
        var collection = sql.byCharacters("collection_name");
        var id = sql.byCharacters("document_id");
        var from = " FROM stored_documents" + OWN + " AND (" + collection + " > ? OR collection_name = ? AND " + id
                + " > ?)";
        var order = " ORDER BY " + collection + ", " + id;
        var after = new Place("", "", 0);
        while (true) {
            var places = PageBound.cut(
                    sql.list(
                            PAGE,
                            "SELECT collection_name, document_id, size_bytes" + from + order,
                            row -> new Place(row.getString(1), row.getString(2), row.getLong(3)),
                            organization,
                            installation,
                            after.collection(),
                            after.collection(),
                            after.id()),
                    Place::bytes);
            if (places.isEmpty()) {
                return;
            }
            var last = places.get(places.size() - 1);
            List<Row> page = sql.list(
                    places.size(),
                    "SELECT collection_name, document_id, document_version, content, updated_at" + from + " AND ("
                            + collection + " < ? OR collection_name = ? AND " + id + " <= ?)" + order,
                    StoredExtensionExport::row,
                    organization,
                    installation,
                    after.collection(),
                    after.collection(),
                    after.id(),
                    last.collection(),
                    last.collection(),
                    last.id());
            for (var row : page) {
                taker.document(row.collection(), row.id(), row.version(), row.content(), row.updatedAt());
                after = new Place(row.collection(), row.id(), 0);
            }
            after = page.size() == places.size() ? after : last;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("collection_name"),
                row.getString("document_id"),
                row.getLong("document_version"),
                row.getString("content"),
                Timestamps.get(row, "updated_at"));
    }
}
