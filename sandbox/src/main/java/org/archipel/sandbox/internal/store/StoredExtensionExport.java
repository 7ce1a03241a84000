package org.archipel.sandbox.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.archipel.persistence.JsonColumn;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.sandbox.ExtensionExport;
import org.osgi.service.component.annotations.Component;

/** Reads an installation's rows in pages, each beginning after the last row of the one before. */
@Component(service = ExtensionExport.class)
public final class StoredExtensionExport implements ExtensionExport {
    private static final int PAGE = 200;
    private static final String OWN = " WHERE organization_id = ? AND installation_id = ?";

    private record Value(String key, JsonNode content) {}

    private record Row(String collection, String id, long version, JsonNode content, Instant updatedAt) {}

    @Override
    public void export(Transaction transaction, String organizationId, String installationId, Taker taker) {
        values(transaction, organizationId, installationId, taker);
        documents(transaction, organizationId, installationId, taker);
    }

    private static void values(Transaction transaction, String organization, String installation, Taker taker) {
        var sql = Sql.on(transaction);
        var key = sql.byCharacters("value_key");
        var select = "SELECT value_key, content FROM stored_values" + OWN + " AND " + key + " > ? ORDER BY " + key;
        List<Value> page;
        var after = "";
        do {
            page = sql.list(
                    PAGE,
                    select,
                    row -> new Value(row.getString(1), JsonColumn.read(row.getString(2))),
                    organization,
                    installation,
                    after);
            for (var value : page) {
                taker.value(value.key(), value.content());
                after = value.key();
            }
        } while (page.size() == PAGE);
    }

    private static void documents(Transaction transaction, String organization, String installation, Taker taker) {
        var sql = Sql.on(transaction);
        var collection = sql.byCharacters("collection_name");
        var id = sql.byCharacters("document_id");
        var select = "SELECT collection_name, document_id, document_version, content, updated_at FROM stored_documents"
                + OWN + " AND (" + collection + " > ? OR collection_name = ? AND " + id + " > ?) ORDER BY " + collection
                + ", " + id;
        List<Row> page;
        var afterCollection = "";
        var afterId = "";
        do {
            page = sql.list(
                    PAGE,
                    select,
                    StoredExtensionExport::row,
                    organization,
                    installation,
                    afterCollection,
                    afterCollection,
                    afterId);
            for (var row : page) {
                taker.document(row.collection(), row.id(), row.version(), row.content(), row.updatedAt());
                afterCollection = row.collection();
                afterId = row.id();
            }
        } while (page.size() == PAGE);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("collection_name"),
                row.getString("document_id"),
                row.getLong("document_version"),
                JsonColumn.read(row.getString("content")),
                Timestamps.get(row, "updated_at"));
    }
}
