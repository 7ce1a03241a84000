package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;

/** Up to when an entity of an integration is known to be synchronized. */
final class Watermarks {
    /** Nothing was read yet. */
    static final Instant NEVER = Instant.EPOCH;

    /**
     * @param settingsHash what the run was configured by
     * @param scannedAt when everything was last read, with nothing left out; empty if it never was
     * @param bookmark the cursor that the next read of changes begins at; empty where the time is enough
     */
    record Watermark(
            Instant at,
            String settingsHash,
            Instant completedAt,
            Optional<Instant> scannedAt,
            Optional<JsonNode> bookmark) {}

    Optional<Watermark> find(Transaction transaction, String integrationId, String entity) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT watermark, settings_hash, completed_at, scanned_at, bookmark FROM sync_watermarks WHERE"
                                + " integration_id = ? AND entity = ?",
                        statement -> {
                            statement.setString(1, integrationId);
                            statement.setString(2, entity);
                        },
                        row -> new Watermark(
                                Jdbc.instant(row, "watermark"),
                                row.getString("settings_hash"),
                                Jdbc.instant(row, "completed_at"),
                                Optional.ofNullable(Jdbc.instant(row, "scanned_at")),
                                Optional.ofNullable(row.getString("bookmark")).map(Json::tree)));
    }

    /** When any entity of the integration was last synchronized. */
    Optional<Instant> lastSync(Transaction transaction, String integrationId) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT MAX(completed_at) AS completed_at FROM sync_watermarks WHERE integration_id = ?",
                        statement -> statement.setString(1, integrationId),
                        row -> Optional.ofNullable(Jdbc.instant(row, "completed_at")))
                .flatMap(time -> time);
    }

    /** Keeps when everything was last read where the watermark does not tell it. */
    void put(Transaction transaction, String integrationId, String entity, Watermark watermark) {
        int updated = Jdbc.on(transaction)
                .update(
                        "UPDATE sync_watermarks SET watermark = ?, settings_hash = ?, completed_at = ?, scanned_at = COALESCE(?,"
                                + " scanned_at), bookmark = ? WHERE integration_id = ? AND entity = ?",
                        statement -> {
                            Jdbc.bind(statement, 1, watermark.at());
                            statement.setString(2, watermark.settingsHash());
                            Jdbc.bind(statement, 3, watermark.completedAt());
                            Jdbc.bind(statement, 4, watermark.scannedAt().orElse(null));
                            statement.setString(5, bookmark(watermark));
                            statement.setString(6, integrationId);
                            statement.setString(7, entity);
                        });
        if (updated == 0) {
            insert(transaction, integrationId, entity, watermark);
        }
    }

    /** The next read begins by time again, as if there had never been a bookmark. */
    void forgetBookmark(Transaction transaction, String integrationId, String entity) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE sync_watermarks SET bookmark = NULL, watermark = ? WHERE integration_id = ? AND entity = ?",
                        statement -> {
                            Jdbc.bind(statement, 1, NEVER);
                            statement.setString(2, integrationId);
                            statement.setString(3, entity);
                        });
    }

    private static String bookmark(Watermark watermark) {
        return watermark.bookmark().map(Json::write).orElse(null);
    }

    private static void insert(Transaction transaction, String integrationId, String entity, Watermark watermark) {
        Jdbc.on(transaction)
                .update(
                        "INSERT INTO sync_watermarks (integration_id, entity, watermark, settings_hash, completed_at, scanned_at,"
                                + " bookmark) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        statement -> {
                            statement.setString(1, integrationId);
                            statement.setString(2, entity);
                            Jdbc.bind(statement, 3, watermark.at());
                            statement.setString(4, watermark.settingsHash());
                            Jdbc.bind(statement, 5, watermark.completedAt());
                            Jdbc.bind(statement, 6, watermark.scannedAt().orElse(null));
                            statement.setString(7, bookmark(watermark));
                        });
    }
}
