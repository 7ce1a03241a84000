package org.archipel.messaging.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.archipel.api.error.ErrorCode;
import org.archipel.messaging.Job;
import org.archipel.persistence.JsonColumn;
import org.archipel.persistence.Timestamps;

/** Reads jobs from rows. */
final class JobRows {
    private JobRows() {}

    static Job read(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("type"),
                Job.State.valueOf(row.getString("state")),
                (ObjectNode) JsonColumn.read(row.getString("payload")),
                progress(row),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                outcome(row),
                failure(row),
                row.getBoolean("cancel_requested"),
                row.getString("created_by"),
                Timestamps.get(row, "created_at"),
                Timestamps.get(row, "run_at"),
                Timestamps.find(row, "started_at").orElse(null),
                Timestamps.find(row, "finished_at").orElse(null),
                row.getLong("version"));
    }

    private static Job.Progress progress(ResultSet row) throws SQLException {
        long total = row.getLong("progress_total");
        Long known = row.wasNull() ? null : total;
        return new Job.Progress(row.getLong("progress_done"), known, row.getString("progress_phase"));
    }

    private static Job.Failure failure(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return code == null
                ? null
                : new Job.Failure(
                        ErrorCode.valueOf(code), row.getString("error_message"), row.getBoolean("error_retryable"));
    }

    private static JsonNode outcome(ResultSet row) throws SQLException {
        String text = row.getString("outcome");
        return text == null ? null : JsonColumn.read(text);
    }
}
