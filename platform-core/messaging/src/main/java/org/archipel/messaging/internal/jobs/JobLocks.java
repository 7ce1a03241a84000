package org.archipel.messaging.internal.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.messaging.internal.jdbc.Sql;

/** Exclusive keys of unfinished jobs. The primary key of their table is the exclusion, so it holds over all nodes. */
final class JobLocks {
    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * Takes the key for the job; waits for a transaction that is about to take it.
     *
     * @throws ConflictException if another job holds it; the transaction stays usable
     */
    void take(Connection connection, String organizationId, String key, String jobId) {
        holder(connection, organizationId, key).ifPresent(holder -> refuse(key, holder));
        try {
            Savepoint before = connection.setSavepoint();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO job_locks (organization_id, exclusive_key, job_id) VALUES (?, ?, ?)")) {
                insert.setString(1, organizationId);
                insert.setString(2, key);
                insert.setString(3, jobId);
                insert.executeUpdate();
                connection.releaseSavepoint(before);
            } catch (SQLException e) {
                if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback(before);
                refuse(key, holder(connection, organizationId, key).orElse("another"));
            }
        } catch (SQLException e) {
            throw Sql.failure(e);
        }
    }

    /** Gives back what the job holds, if it holds anything. */
    void release(Connection connection, String organizationId, String jobId) {
        Sql.update(
                connection,
                "DELETE FROM job_locks WHERE organization_id = ? AND job_id = ?"
                        + " AND exclusive_key = (SELECT exclusive_key FROM jobs WHERE id = ?)",
                organizationId,
                jobId,
                jobId);
    }

    private static Optional<String> holder(Connection connection, String organizationId, String key) {
        return Sql.first(
                connection,
                "SELECT job_id FROM job_locks WHERE organization_id = ? AND exclusive_key = ?",
                row -> row.getString(1),
                organizationId,
                key);
    }

    private static void refuse(String key, String holder) {
        throw new ConflictException("The unfinished job " + holder + " already holds '" + key + "'.");
    }
}
