package org.archipel.persistence.internal;

import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work in a transaction of its own, again when it loses a race against another one. */
public final class JdbcUnitOfWork implements UnitOfWork, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcUnitOfWork.class);
    private static final int MOST_ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MS = 10;
    private static final long LONGEST_PAUSE_MS = 400;

    private final String unit;
    private final Database database;
    private final EntityManagers entityManagers;

    public JdbcUnitOfWork(Database database, UnitSource source) {
        this.unit = source.name();
        this.database = database;
        this.entityManagers = new EntityManagers(database.dialect(), source);
    }

    @Override
    public <T> T call(Work<T> work) {
        if (RunningTransaction.isRunning()) {
            throw new IllegalStateException(
                    "A transaction is running on this thread already: transactions do not nest, pass it on instead.");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (RuntimeException e) {
                if (attempt == MOST_ATTEMPTS || !SqlStates.isLostRace(e)) {
                    throw translated(e);
                }
                LOG.debug("Unit {} lost a race, attempt {}", unit, attempt, e);
                pause(attempt);
            }
        }
    }

    private <T> T attempt(Work<T> work) {
        RunningTransaction transaction = new RunningTransaction(database, entityManagers);
        T result;
        try (transaction) {
            result = work.run(transaction);
            transaction.commit();
        }
        transaction.runAfterCommit();
        return result;
    }

    /** A random share of a pause that doubles, so that the losers do not meet again. */
    private static void pause(int attempt) {
        long most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << attempt);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, most)));
    }

    private RuntimeException translated(RuntimeException failure) {
        if (failure instanceof PlatformException && !(failure instanceof DatabaseException)) {
            return failure;
        }
        if (isOptimisticLock(failure)) {
            return conflict("It was changed by somebody else meanwhile. Read it again and repeat the change.", failure);
        }
        if (SqlStates.isUniqueViolation(failure)) {
            return conflict("An entry with the same key exists already.", failure);
        }
        if (SqlStates.isUnacceptableValue(failure)) {
            LOG.warn("Unit {} was given a value that its tables cannot hold", unit, failure);
            var refusal = new ValidationException(
                    "A value is too long, out of range, or has characters that cannot be kept.", List.of());
            refusal.addSuppressed(failure);
            return refusal;
        }
        if (SqlStates.isConnectionFailure(failure)) {
            return DatabaseException.unavailable(failure);
        }
        return failure instanceof PersistenceException ? new DatabaseException(failure) : failure;
    }

    private static boolean isOptimisticLock(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return true;
            }
        }
        return false;
    }

    private static ConflictException conflict(String message, Throwable cause) {
        var conflict = new ConflictException(message);
        conflict.addSuppressed(cause);
        return conflict;
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    /** Starts JPA if the unit has entities and nobody did; a failure is left to the first one that needs it. */
    void warmUp() {
        if (entityManagers.needStart()) {
            try {
                run(Transaction::entityManager);
            } catch (RuntimeException e) {
                LOG.debug("JPA of unit {} did not start ahead of its use", unit, e);
            }
        }
    }

    /** Closes what JPA holds; the pool stays, it is every unit's. */
    @Override
    public void close() {
        entityManagers.close();
    }
}
