package org.archipel.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.archipel.persistence.Dialect;
import org.postgresql.ds.PGSimpleDataSource;

/** The connection pool of the configured database. Making one does not wait for the database. */
public final class Database implements AutoCloseable {
    private static final long CONNECTION_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(5);
    private static final int PING_TIMEOUT_S = 3;

    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Runnable shutdown;

    private Database(Dialect dialect, HikariDataSource pool, Runnable shutdown) {
        this.dialect = dialect;
        this.pool = pool;
        this.shutdown = shutdown;
    }

    static Database open(DatabaseConfig config) {
        return switch (config.dialect()) {
            case DERBY -> {
                DerbyEngine.configure(config.folder());
                var path = config.derbyFolder().toString();
                beginWithTemplate(config);
                yield open(
                        config.dialect(),
                        DerbyEngine.dataSource(path),
                        config.poolSize(),
                        () -> DerbyEngine.shutDown(path));
            }
            case POSTGRESQL -> open(config.dialect(), postgresql(config), config.poolSize(), () -> {});
        };
    }

    /** Without it the database is made and migrated from nothing, which takes longer. */
    private static void beginWithTemplate(DatabaseConfig config) {
        var template = config.template().filter(Files::exists);
        if (template.isPresent()) {
            try {
                DerbyTemplate.unpack(template.get(), config.derbyFolder());
            } catch (IOException e) {
                throw new UncheckedIOException("The database could not be made in " + config.derbyFolder(), e);
            }
        }
    }

    /**
     * An embedded database that is there when this returns. Making or recovering one can take longer than who asks the pool waits.
     *
     * @param name a folder, or a name with the prefix {@code memory:}; made when it does not exist
     */
    public static Database embedded(String name, int poolSize) {
        var source = DerbyEngine.dataSource(name);
        try (var made = source.getConnection()) {
            made.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be made in " + name, e);
        }
        return open(Dialect.DERBY, source, poolSize, () -> DerbyEngine.shutDown(name));
    }

    /** @param shutdown run after the pool is closed */
    public static Database open(Dialect dialect, DataSource source, int poolSize, Runnable shutdown) {
        var hikari = new HikariConfig();
        hikari.setPoolName("archipel");
        hikari.setDataSource(source);
        hikari.setAutoCommit(false);
        hikari.setMaximumPoolSize(poolSize);
        hikari.setMinimumIdle(Math.min(4, poolSize));
        hikari.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        // The pool opens whether or not the database is there yet; the caller pings.
        hikari.setInitializationFailTimeout(-1);
        if (dialect == Dialect.POSTGRESQL) {
            hikari.setConnectionInitSql("SET TIME ZONE 'UTC'");
        }
        return new Database(dialect, new HikariDataSource(hikari), shutdown);
    }

    private static DataSource postgresql(DatabaseConfig config) {
        var source = new PGSimpleDataSource();
        source.setUrl(config.url());
        if (!config.user().isEmpty()) {
            source.setUser(config.user());
        }
        if (!config.password().isEmpty()) {
            source.setPassword(config.password());
        }
        source.setApplicationName("archipel");
        source.setReWriteBatchedInserts(true);
        source.setTcpKeepAlive(true);
        return source;
    }

    public Dialect dialect() {
        return dialect;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** A connection that does not commit by itself; close gives it back to the pool. */
    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Asks the database for a sign of life. */
    void ping() throws SQLException {
        try (var connection = pool.getConnection()) {
            if (!connection.isValid(PING_TIMEOUT_S)) {
                throw new SQLException("The connection is not valid.");
            }
            connection.rollback();
        }
    }

    /** Figures of the pool; empty before its first connection. */
    Optional<HikariPoolMXBean> figures() {
        return Optional.ofNullable(pool.getHikariPoolMXBean());
    }

    @Override
    public void close() {
        pool.close();
        shutdown.run();
    }
}
