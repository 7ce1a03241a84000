package org.archipel.persistence.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.archipel.base.Sha256;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.internal.UnitSource.Script;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a unit's tables to the version that its scripts describe. One node at a time: the others wait. A unit whose scripts are the
 * ones of the last run is recognized by their fingerprint, so that a usual start costs one query.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    /** Any number that no other program on the same PostgreSQL database takes; "archipel" in ASCII. */
    private static final long ADVISORY_LOCK = 0x617263686970656cL;
    /** No other process has an embedded database open. */
    private static final ReentrantLock DERBY_LOCK = new ReentrantLock();

    private final Database database;

    public Migrations(Database database) {
        this.database = database;
    }

    /** @throws DatabaseException when a script fails; what earlier scripts did stays, the failed one leaves no trace */
    public void migrate(UnitSource unit) {
        var fingerprint = fingerprint(unit);
        if (isCurrent(unit, fingerprint)) {
            return;
        }
        try (var connection = database.connection()) {
            lock(connection);
            try {
                makeTable(connection);
                // Another node may have done it while this one waited.
                if (!isCurrent(unit, fingerprint)) {
                    int count = new FlywayRun(database, unit).migrate();
                    remember(connection, unit, fingerprint);
                    LOG.info("Persistence unit {}: {} migrations ran", unit.name(), count);
                }
            } finally {
                unlock(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException("The tables of " + unit.name() + " could not be brought up to date.", e);
        }
    }

    private boolean isCurrent(UnitSource unit, String fingerprint) {
        try (var connection = database.connection()) {
            try (var query = connection.prepareStatement("SELECT fingerprint FROM schema_units WHERE unit_name = ?")) {
                query.setString(1, unit.name());
                try (var rows = query.executeQuery()) {
                    return rows.next() && fingerprint.equals(rows.getString(1));
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            if (SqlStates.isMissingTable(e)) {
                return false;
            }
            throw new DatabaseException("The version of the tables of " + unit.name() + " could not be read.", e);
        }
    }

    private void remember(Connection connection, UnitSource unit, String fingerprint) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE schema_units SET fingerprint = ? WHERE unit_name = ?")) {
            update.setString(1, fingerprint);
            update.setString(2, unit.name());
            if (update.executeUpdate() == 0) {
                try (var insert = connection.prepareStatement(
                        "INSERT INTO schema_units (fingerprint, unit_name) VALUES (?, ?)")) {
                    insert.setString(1, fingerprint);
                    insert.setString(2, unit.name());
                    insert.executeUpdate();
                }
            }
        }
        connection.commit();
    }

    private void lock(Connection connection) throws SQLException {
        switch (database.dialect()) {
            case POSTGRESQL -> {
                execute(connection, "SELECT pg_advisory_lock(" + ADVISORY_LOCK + ")");
                connection.commit();
            }
            case DERBY -> DERBY_LOCK.lock();
        }
    }

    private static void makeTable(Connection connection) throws SQLException {
        if (!hasTable(connection)) {
            execute(
                    connection,
                    "CREATE TABLE schema_units (unit_name VARCHAR(40) NOT NULL PRIMARY KEY, fingerprint VARCHAR(64) NOT NULL)");
        }
        connection.commit();
    }

    private static boolean hasTable(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT unit_name FROM schema_units WHERE unit_name = ''")) {
            rows.next();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (SqlStates.isMissingTable(e)) {
                return false;
            }
            throw e;
        }
    }

    /** PostgreSQL's lock is the session's: it has to go before the connection returns to the pool. */
    private void unlock(Connection connection) throws SQLException {
        switch (database.dialect()) {
            case POSTGRESQL -> {
                connection.rollback();
                execute(connection, "SELECT pg_advisory_unlock(" + ADVISORY_LOCK + ")");
                connection.commit();
            }
            case DERBY -> DERBY_LOCK.unlock();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String fingerprint(UnitSource unit) {
        var digest = Sha256.newDigest();
        unit.scripts().stream()
                .sorted(Comparator.comparing(Script::fileName))
                .flatMap(script -> Stream.of(script.fileName(), script.sql()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .forEach(bytes -> {
                    digest.update(bytes);
                    digest.update((byte) 0);
                });
        return HexFormat.of().formatHex(digest.digest());
    }
}
