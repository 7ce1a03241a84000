package org.archipel.persistence.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.archipel.persistence.Dialect;
import org.eclipse.persistence.jpa.PersistenceProvider;

/**
 * Makes entity managers of a unit. The factory is made at the first one, since JPA takes most of a second to start and many
 * transactions need plain JDBC only; a unit without entities never starts it.
 */
final class EntityManagers implements AutoCloseable {
    private final Dialect dialect;
    private final UnitSource source;
    private volatile EntityManagerFactory factory;
    private boolean closed;

    EntityManagers(Dialect dialect, UnitSource source) {
        this.dialect = dialect;
        this.source = source;
    }

    /** A new entity manager; to be used on the thread of a running transaction. */
    EntityManager create() {
        if (source.classes().isEmpty()) {
            throw new IllegalStateException("The persistence unit " + source.name() + " has no entities.");
        }
        var ready = factory;
        return (ready == null ? start() : ready).createEntityManager();
    }

    /** Whether there are entities and the factory for them is not made yet. */
    boolean needStart() {
        return !source.classes().isEmpty() && factory == null;
    }

    private synchronized EntityManagerFactory start() {
        if (closed) {
            throw new IllegalStateException("The persistence unit " + source.name() + " is closed.");
        }
        if (factory == null) {
            factory = new PersistenceProvider()
                    .createContainerEntityManagerFactory(new UnitInfo(source, new JoiningDataSource()), settings());
        }
        return factory;
    }

    private Map<String, Object> settings() {
        return Map.of(
                "eclipselink.target-database",
                dialect == Dialect.DERBY ? UtcDerbyPlatform.class.getName() : UtcPostgreSqlPlatform.class.getName(),
                // Without weaving a lazy to-one relation is eager: entities hold ids of each other instead.
                "eclipselink.weaving",
                "false",
                // Other nodes write to the same tables: what was read in an earlier transaction may be old.
                "eclipselink.cache.shared.default",
                "false",
                "eclipselink.jdbc.batch-writing",
                "JDBC",
                "eclipselink.jdbc.batch-writing.size",
                "200",
                "eclipselink.logging.logger",
                EclipseLinkLog.class.getName(),
                "eclipselink.session.customizer",
                OneAttempt.class.getName(),
                // Two bundles may be at two versions of one unit while an update runs.
                "eclipselink.session-name",
                source.name() + "-" + System.identityHashCode(this));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (factory != null) {
            factory.close();
        }
    }
}
