package org.archipel.persistence;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs work in one database transaction. A bundle asks for a persistence unit by the capability {@code archipel.persistence} in
 * its manifest; once its migrations ran, the service of this type with the property {@code unit=<name>} appears. Thread-safe.
 *
 * <p>Work that loses to another transaction (deadlock, serialization failure) is rolled back and run again, so it has no effect
 * outside the transaction. Transactions do not nest: pass the {@link Transaction} on instead.
 */
@ProviderType
public interface UnitOfWork {
    /** Service property: name of the persistence unit. */
    String UNIT = "unit";

    /** Runs the work and commits; rolls back if it throws. */
    <T> T call(Work<T> work);

    /** Runs the work and commits; rolls back if it throws. */
    default void run(VoidWork work) {
        call(transaction -> {
            work.run(transaction);
            return null;
        });
    }

    /** The dialect of the database underneath. */
    Dialect dialect();

    @FunctionalInterface
    interface Work<T> {
        T run(Transaction transaction);
    }

    @FunctionalInterface
    interface VoidWork {
        void run(Transaction transaction);
    }
}
