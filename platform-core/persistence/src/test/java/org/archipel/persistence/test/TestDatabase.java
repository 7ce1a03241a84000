package org.archipel.persistence.test;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.internal.Database;
import org.archipel.persistence.internal.DerbyEngine;
import org.archipel.persistence.internal.JdbcUnitOfWork;
import org.archipel.persistence.internal.Migrations;

/** An empty database, and units of work on it that run the same code as in the platform. Thread-safe. */
public final class TestDatabase implements AutoCloseable {
    private static final int POOL_SIZE = 16;

    private final Database database;
    private final Map<String, JdbcUnitOfWork> units = new ConcurrentHashMap<>();

    private TestDatabase(Database database) {
        this.database = database;
    }

    /** A new, empty database of the dialect. */
    public static TestDatabase open(Dialect dialect) {
        return switch (dialect) {
            case DERBY -> derby("memory:" + UUID.randomUUID());
            case POSTGRESQL -> postgresql(PostgresCluster.shared().newDatabase());
        };
    }

    /** A database of PostgreSQL. */
    public static TestDatabase postgresql(DataSource source) {
        return new TestDatabase(Database.open(Dialect.POSTGRESQL, source, POOL_SIZE, () -> {}));
    }

    /** Derby in a folder, for tests that open it again. */
    public static TestDatabase derbyIn(Path folder) {
        return derby(folder.toString());
    }

    private static TestDatabase derby(String name) {
        DerbyEngine.configure(Path.of(System.getProperty("java.io.tmpdir")));
        return new TestDatabase(Database.embedded(name, POOL_SIZE));
    }

    /** The unit of work of a unit without entities, after the migrations in the class path's {@code db/<name>} ran. */
    public UnitOfWork unit(String name) {
        return unit(name, Optional.empty());
    }

    /**
     * The unit of work of a unit after the migrations in the class path's {@code db/<name>} ran. A second call gives the same one.
     *
     * @param entities the package with the entities
     */
    public UnitOfWork unit(String name, String entities) {
        return unit(name, Optional.of(entities));
    }

    private UnitOfWork unit(String name, Optional<String> entities) {
        return units.computeIfAbsent(name, key -> {
            var source = ClassPathUnits.unit(key, "db/" + key, entities);
            new Migrations(database).migrate(source);
            return new JdbcUnitOfWork(database, source);
        });
    }

    public Dialect dialect() {
        return database.dialect();
    }

    /** The pool, for code that takes a data source; its connections do not commit by themselves. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /** The database as this bundle's own code sees it. */
    public Database database() {
        return database;
    }

    @Override
    public void close() {
        units.values().forEach(JdbcUnitOfWork::close);
        database.close();
    }

    @Override
    public String toString() {
        return dialect().name();
    }
}
