package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/** Sees to it that an entity of an integration is synchronized by one job at a time. */
final class SyncClaims {
    /**
     * Claims an entity for a job; a claim that the job has already is its own.
     *
     * @param ended jobs that have ended; their claims are void
     * @throws ConflictException if another job holds it
     */
    void claim(
            Transaction transaction,
            String integrationId,
            String entity,
            String jobId,
            Instant now,
            Set<String> ended) {
        Optional<String> holder = holder(transaction, integrationId, entity);
        if (holder.isEmpty()) {
            insert(transaction, integrationId, entity, jobId, now);
        } else if (!holder.get().equals(jobId)) {
            if (!ended.contains(holder.get())
                    || !takeOver(transaction, integrationId, entity, holder.get(), jobId, now)) {
                throw new ConflictException("'" + entity + "' is being synchronized by job " + holder.get());
            }
        }
    }

    void release(Transaction transaction, String integrationId, String entity, String jobId) {
        Jdbc.on(transaction)
                .update("DELETE FROM sync_claims WHERE integration_id = ? AND entity = ? AND job_id = ?", statement -> {
                    statement.setString(1, integrationId);
                    statement.setString(2, entity);
                    statement.setString(3, jobId);
                });
    }

    /** The jobs that hold a claim on an integration. */
    List<String> jobs(Transaction transaction, String integrationId) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT DISTINCT job_id FROM sync_claims WHERE integration_id = ?",
                        statement -> statement.setString(1, integrationId),
                        row -> row.getString(1));
    }

    private static Optional<String> holder(Transaction transaction, String integrationId, String entity) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT job_id FROM sync_claims WHERE integration_id = ? AND entity = ?",
                        statement -> {
                            statement.setString(1, integrationId);
                            statement.setString(2, entity);
                        },
                        row -> row.getString(1));
    }

    private static void insert(
            Transaction transaction, String integrationId, String entity, String jobId, Instant now) {
        Jdbc.on(transaction)
                .update(
                        "INSERT INTO sync_claims (integration_id, entity, job_id, claimed_at) VALUES (?, ?, ?, ?)",
                        statement -> {
                            statement.setString(1, integrationId);
                            statement.setString(2, entity);
                            statement.setString(3, jobId);
                            Jdbc.bind(statement, 4, now);
                        });
    }

    private static boolean takeOver(
            Transaction transaction, String integrationId, String entity, String from, String to, Instant now) {
        return Jdbc.on(transaction)
                        .update(
                                "UPDATE sync_claims SET job_id = ?, claimed_at = ? WHERE integration_id = ? AND entity = ? AND"
                                        + " job_id = ?",
                                statement -> {
                                    statement.setString(1, to);
                                    Jdbc.bind(statement, 2, now);
                                    statement.setString(3, integrationId);
                                    statement.setString(4, entity);
                                    statement.setString(5, from);
                                })
                == 1;
    }
}
