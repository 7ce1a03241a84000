package org.archipel.persistence;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A running database transaction; every store takes it explicitly. It may be handed to another bundle's service (outbox, audit,
 * jobs), whose rows then commit together with the caller's. Confined to the thread of the unit of work.
 */
@ProviderType
public interface Transaction {
    /** The entity manager of the unit of work's own persistence unit. */
    EntityManager entityManager();

    /**
     * The transaction's connection, for batches and for the tables of another unit. Pending entity changes are flushed first. Not
     * to be closed, committed or rolled back.
     */
    Connection connection();

    Dialect dialect();

    /** Runs the action after a successful commit; its failure is logged and changes nothing. */
    void afterCommit(Runnable action);
}
