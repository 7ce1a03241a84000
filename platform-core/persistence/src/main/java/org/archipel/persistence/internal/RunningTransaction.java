package org.archipel.persistence.internal;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction on one connection of the pool. It owns the connection: JPA, when used at all, joins through {@link
 * JoiningDataSource}, so that work with plain JDBC never waits for JPA to start.
 */
final class RunningTransaction implements Transaction, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTransaction.class);
    private static final ThreadLocal<RunningTransaction> CURRENT = new ThreadLocal<>();

    private final Database database;
    private final EntityManagers entityManagers;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private Connection connection;
    private Connection guarded;
    private EntityManager entityManager;
    private boolean committed;
    private boolean closed;

    RunningTransaction(Database database, EntityManagers entityManagers) {
        this.database = database;
        this.entityManagers = entityManagers;
        CURRENT.set(this);
    }

    static boolean isRunning() {
        return CURRENT.get() != null;
    }

    /** The connection of this thread's transaction, for JPA. */
    static Connection currentConnection() throws SQLException {
        var current = CURRENT.get();
        if (current == null) {
            throw new SQLException("Entities are read and written inside a unit of work only.");
        }
        return GuardedConnection.forJpa(current.open());
    }

    @Override
    public EntityManager entityManager() {
        requireOpen();
        if (entityManager == null) {
            entityManager = entityManagers.create();
            entityManager.getTransaction().begin();
        }
        return entityManager;
    }

    @Override
    public Connection connection() {
        requireOpen();
        if (entityManager != null) {
            entityManager.flush();
        }
        try {
            if (guarded == null) {
                guarded = GuardedConnection.forWork(open());
            }
            return guarded;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            connection = database.connection();
        }
        return connection;
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public void afterCommit(Runnable action) {
        requireOpen();
        afterCommit.add(action);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The transaction has ended.");
        }
        if (CURRENT.get() != this) {
            throw new IllegalStateException("A transaction is confined to the thread of its unit of work.");
        }
    }

    /** JPA first writes what is pending; the commit itself is the connection's. */
    void commit() {
        if (entityManager != null) {
            entityManager.getTransaction().commit();
        }
        if (connection != null) {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        }
        committed = true;
    }

    void runAfterCommit() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("An action after a commit failed; the commit stands", e);
            }
        }
    }

    /** Rolls back unless committed, and gives the connection back. */
    @Override
    public void close() {
        closed = true;
        try {
            if (entityManager != null) {
                closeEntityManager();
            }
        } finally {
            CURRENT.remove();
            if (connection != null) {
                closeConnection();
            }
        }
    }

    private void closeEntityManager() {
        try {
            if (entityManager.getTransaction().isActive()) {
                entityManager.getTransaction().rollback();
            }
            entityManager.close();
        } catch (RuntimeException e) {
            LOG.warn("An entity manager did not close cleanly", e);
        }
    }

    private void closeConnection() {
        try (var ending = connection) {
            if (!committed) {
                ending.rollback();
            }
        } catch (SQLException e) {
            LOG.warn("A rollback failed; the pool drops the connection", e);
        }
    }
}
