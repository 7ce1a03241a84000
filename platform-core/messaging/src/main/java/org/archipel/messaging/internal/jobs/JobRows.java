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

    /** A job whose input and result are still texts: as nodes they may take thirty times the memory. */
    record Text(Job row, String input, String result) {
        static Text read(ResultSet row) throws SQLException {
            return new Text(JobRows.read(row, null, null), row.getString("payload"), row.getString("outcome"));
        }

        long length() {
            return (long) input.length() + (result == null ? 0 : result.length());
        }

        Job job() {
            return new Job(
                    row.id(),
                    row.organizationId(),
                    row.type(),
                    row.state(),
                    (ObjectNode) JsonColumn.read(input),
                    row.progress(),
                    row.attempts(),
                    row.maxAttempts(),
                    outcome(result),
                    row.error(),
                    row.cancelRequested(),
                    row.createdBy(),
                    row.createdAt(),
                    row.runAt(),
                    row.startedAt(),
                    row.finishedAt(),
                    row.version());
        }
    }

    static Job read(ResultSet row) throws SQLException {
        return read(row, (ObjectNode) JsonColumn.read(row.getString("payload")), outcome(row.getString("outcome")));
    }

    private static Job read(ResultSet row, ObjectNode input, JsonNode result) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("type"),
                Job.State.valueOf(row.getString("state")),
                input,
                progress(row),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                result,
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

    private static JsonNode outcome(String text) {
        return text == null ? null : JsonColumn.read(text);
    }
}
