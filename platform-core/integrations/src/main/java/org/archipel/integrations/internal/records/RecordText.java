package org.archipel.integrations.internal.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;

/** A row of the hub whose data is still a text: as nodes it may take thirty times the memory. */
record RecordText(
        String entity,
        String id,
        long version,
        String data,
        String hash,
        String origin,
        boolean deleted,
        Instant createdAt,
        Instant updatedAt) {
    static RecordText read(ResultSet row) throws SQLException {
        return new RecordText(
                row.getString("entity"),
                row.getString("id"),
                row.getLong("version"),
                row.getString("data"),
                row.getString("hash"),
                row.getString("origin"),
                row.getBoolean("deleted"),
                Jdbc.instant(row, "created_at"),
                Jdbc.instant(row, "updated_at"));
    }

    StoredRecord record() {
        return new StoredRecord(entity, id, version, Json.objectOf(data), hash, origin, deleted, createdAt, updatedAt);
    }
}
