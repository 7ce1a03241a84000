package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.integrations.internal.sync.SyncRun.Flow;
import org.archipel.integrations.internal.sync.SyncRun.RunError;
import org.archipel.integrations.internal.sync.SyncRun.Scan;
import org.archipel.integrations.internal.sync.SyncRun.State;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of runs. */
final class RunStore {
    private static final int MAX_MESSAGE = 2000;

    void insert(Transaction transaction, SyncRun run) {
        Jdbc.on(transaction)
                .update(
                        "INSERT INTO sync_runs (id, organization_id, integration_id, entity, job_id, flow, state, dry_run, since,"
                                + " record_limit, started_at, checkpoints, records_read, records_filtered, records_created,"
                                + " records_updated, records_unchanged, records_deleted, quarantined, conflicts, failures,"
                                + " settings_hash, scan, bookmark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                                + " 0, ?, ?, ?)",
                        statement -> {
                            statement.setString(1, run.id());
                            statement.setString(2, run.organizationId());
                            statement.setString(3, run.integrationId());
                            statement.setString(4, run.entity());
                            statement.setString(5, run.jobId());
                            statement.setString(6, run.flow().name());
                            statement.setString(7, run.state().name());
                            statement.setBoolean(8, run.dryRun());
                            Jdbc.bind(statement, 9, run.since().orElse(null));
                            Jdbc.bind(statement, 10, run.limit().orElse(null));
                            Jdbc.bind(statement, 11, run.startedAt());
                            statement.setString(12, run.settingsHash());
                            statement.setString(13, run.scan().name());
                            statement.setString(
                                    14, run.bookmark().map(Json::write).orElse(null));
                        });
    }

    /** @param single whether it takes single records that were told of */
    Optional<SyncRun> find(
            Transaction transaction, String organizationId, String jobId, String entity, Flow flow, boolean single) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT * FROM sync_runs WHERE organization_id = ? AND job_id = ? AND entity = ? AND flow = ? AND scan "
                                + (single ? "=" : "<>") + " 'SINGLE'",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, jobId);
                            statement.setString(3, entity);
                            statement.setString(4, flow.name());
                        },
                        RunStore::run);
    }

    private SyncRun present(Transaction transaction, SyncRun run) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT * FROM sync_runs WHERE id = ?",
                        statement -> statement.setString(1, run.id()),
                        RunStore::run)
                .orElse(run);
    }

    /** The latest runs of an integration, the newest first. */
    List<SyncRun> latest(Transaction transaction, String organizationId, String integrationId, int limit) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT * FROM " + Sql.byIndex("sync_runs", "ix_sync_runs_newest")
                                + " WHERE organization_id = ? AND integration_id = ? ORDER BY id DESC"
                                + " FETCH FIRST " + limit + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, organizationId);
                            statement.setString(2, integrationId);
                        },
                        RunStore::run);
    }

    /**
     * Moves a running run on by one checkpoint.
     *
     * @return whether the run was where the caller believes it to be; if not, another execution went on with it
     */
    boolean advance(Transaction transaction, SyncRun from, SyncRun to) {
        SyncCounts counts = to.counts();
        return Jdbc.on(transaction)
                        .update(
                                "UPDATE sync_runs SET state = ?, finished_at = ?, position = ?, checkpoints = ?, total = ?,"
                                        + " records_read = ?, records_filtered = ?, records_created = ?, records_updated = ?,"
                                        + " records_unchanged = ?, records_deleted = ?, quarantined = ?, conflicts = ?,"
                                        + " records_missing = ?, samples = ?, scan = ?, read_done = ?, bookmark = ?, failures = 0 WHERE id = ? AND"
                                        + " checkpoints = ? AND state = 'RUNNING'",
                                statement -> {
                                    statement.setString(1, to.state().name());
                                    Jdbc.bind(statement, 2, to.finishedAt().orElse(null));
                                    statement.setString(
                                            3, to.cursor().map(Json::write).orElse(null));
                                    statement.setLong(4, to.checkpoints());
                                    Jdbc.bind(statement, 5, to.total().orElse(null));
                                    bind(statement, 6, counts);
                                    statement.setString(
                                            15, to.samples().map(Json::write).orElse(null));
                                    statement.setString(16, to.scan().name());
                                    statement.setBoolean(17, to.readDone());
                                    statement.setString(
                                            18, to.bookmark().map(Json::write).orElse(null));
                                    statement.setString(19, to.id());
                                    statement.setLong(20, from.checkpoints());
                                })
                == 1;
    }

    /** Ends a run that is still running. */
    void end(Transaction transaction, String runId, State state, Optional<RunError> error, Instant now) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE sync_runs SET state = ?, finished_at = ?, error_code = ?, error_message = ? WHERE id = ? AND"
                                + " state = 'RUNNING'",
                        statement -> {
                            statement.setString(1, state.name());
                            Jdbc.bind(statement, 2, now);
                            statement.setString(3, error.map(RunError::code).orElse(null));
                            statement.setString(
                                    4, error.map(e -> cut(e.message())).orElse(null));
                            statement.setString(5, runId);
                        });
    }

    /** The run does not tell which records are gone. */
    SyncRun partial(Transaction transaction, SyncRun run) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE sync_runs SET scan = 'PARTIAL' WHERE id = ?",
                        statement -> statement.setString(1, run.id()));
        return present(transaction, run);
    }

    /**
     * Puts a run that ended back into running. One that had read everything begins anew, and one that goes on in the middle does not
     * tell any more which records are gone: others may have been taken in between.
     */
    SyncRun reopen(Transaction transaction, SyncRun run) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE sync_runs SET state = 'RUNNING', finished_at = NULL, failures = 0, error_code = NULL,"
                                + " error_message = NULL, read_done = FALSE, scan = CASE WHEN position IS NULL THEN scan ELSE"
                                + " 'PARTIAL' END WHERE id = ?",
                        statement -> statement.setString(1, run.id()));
        return present(transaction, run);
    }

    /** Begins a run over single records anew, however it ended: more may have been told of since. */
    SyncRun again(Transaction transaction, SyncRun run) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE sync_runs SET failures = CASE state WHEN 'RUNNING' THEN failures ELSE 0 END, state = 'RUNNING',"
                                + " finished_at = NULL, error_code = NULL, error_message = NULL, read_done = FALSE, position ="
                                + " NULL WHERE id = ?",
                        statement -> statement.setString(1, run.id()));
        return present(transaction, run);
    }

    /**
     * Counts one interruption and remembers its reason; the run goes on later.
     *
     * @return how many there were since the last checkpoint
     */
    int interrupted(Transaction transaction, SyncRun run, RunError error) {
        Jdbc.on(transaction)
                .update(
                        "UPDATE sync_runs SET failures = failures + 1, error_code = ?, error_message = ? WHERE id = ? AND"
                                + " state = 'RUNNING'",
                        statement -> {
                            statement.setString(1, error.code());
                            statement.setString(2, cut(error.message()));
                            statement.setString(3, run.id());
                        });
        return present(transaction, run).failures();
    }

    private static void bind(PreparedStatement statement, int from, SyncCounts counts) throws SQLException {
        statement.setLong(from, counts.read());
        statement.setLong(from + 1, counts.filtered());
        statement.setLong(from + 2, counts.created());
        statement.setLong(from + 3, counts.updated());
        statement.setLong(from + 4, counts.unchanged());
        statement.setLong(from + 5, counts.deleted());
        statement.setLong(from + 6, counts.quarantined());
        statement.setLong(from + 7, counts.conflicts());
        statement.setLong(from + 8, counts.missing());
    }

    private static String cut(String message) {
        return KeptText.of(message, MAX_MESSAGE);
    }

    private static SyncRun run(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return new SyncRun(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("integration_id"),
                row.getString("entity"),
                row.getString("job_id"),
                Flow.valueOf(row.getString("flow")),
                State.valueOf(row.getString("state")),
                row.getBoolean("dry_run"),
                Optional.ofNullable(Jdbc.instant(row, "since")),
                Optional.ofNullable(Jdbc.number(row, "record_limit")),
                Jdbc.instant(row, "started_at"),
                Optional.ofNullable(Jdbc.instant(row, "finished_at")),
                json(row, "position"),
                row.getLong("checkpoints"),
                Optional.ofNullable(Jdbc.number(row, "total")),
                counts(row),
                row.getInt("failures"),
                code == null ? Optional.empty() : Optional.of(new RunError(code, row.getString("error_message"))),
                json(row, "samples"),
                row.getString("settings_hash"),
                Scan.valueOf(row.getString("scan")),
                row.getBoolean("read_done"),
                json(row, "bookmark"));
    }

    private static Optional<JsonNode> json(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Json::tree);
    }

    private static SyncCounts counts(ResultSet row) throws SQLException {
        return new SyncCounts(
                row.getLong("records_read"),
                row.getLong("records_filtered"),
                row.getLong("records_created"),
                row.getLong("records_updated"),
                row.getLong("records_unchanged"),
                row.getLong("records_deleted"),
                row.getLong("quarantined"),
                row.getLong("conflicts"),
                row.getLong("records_missing"));
    }
}
