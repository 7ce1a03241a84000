package org.archipel.messaging.internal.jobs;

import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Exclusive keys of unfinished jobs. The primary key of their table is the exclusion, so it holds over all nodes. */
final class JobLocks {
    /**
     * Takes the key for the job; waits for a transaction that is about to take it.
     *
     * @throws ConflictException if another job holds it; the transaction stays usable
     */
    void take(Transaction transaction, String organizationId, String key, String jobId) {
        holder(transaction, organizationId, key).ifPresent(holder -> refuse(key, holder));
        boolean taken = Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO job_locks (organization_id, exclusive_key, job_id) VALUES (?, ?, ?)",
                        organizationId,
                        key,
                        jobId);
        if (!taken) {
            refuse(key, holder(transaction, organizationId, key).orElse("another"));
        }
    }

    /** Gives back what the job holds, if it holds anything. */
    void release(Transaction transaction, String organizationId, String jobId) {
        Sql.on(transaction)
                .update(
                        "DELETE FROM job_locks WHERE organization_id = ? AND job_id = ?"
                                + " AND exclusive_key = (SELECT exclusive_key FROM jobs WHERE id = ?)",
                        organizationId,
                        jobId,
                        jobId);
    }

    private static Optional<String> holder(Transaction transaction, String organizationId, String key) {
        return Sql.on(transaction)
                .first(
                        "SELECT job_id FROM job_locks WHERE organization_id = ? AND exclusive_key = ?",
                        row -> row.getString(1),
                        organizationId,
                        key);
    }

    private static void refuse(String key, String holder) {
        throw new ConflictException("The unfinished job " + holder + " already holds '" + key + "'.");
    }
}
