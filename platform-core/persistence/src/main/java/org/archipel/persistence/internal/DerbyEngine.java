package org.archipel.persistence.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the embedded database. Its durability stays at the default: a commit is on the disk when it returns. */
public final class DerbyEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DerbyEngine.class);
    /** Derby reports a stop that went well as an error. */
    private static final String STOPPED = "08006";

    private DerbyEngine() {}

    /** Sets what Derby reads once for the whole process, before its first connection. What an administrator set is kept. */
    public static void configure(Path folder) {
        Map.of(
                        "derby.system.home", folder.toString(),
                        "derby.stream.error.file", folder.resolve("derby.log").toString(),
                        // 10,000 pages of 4 to 32 KB; the default of 1,000 spills at a few thousand records.
                        "derby.storage.pageCacheSize", "10000",
                        "derby.language.statementCacheSize", "400",
                        // Seconds. A loser of a deadlock is run again, so find it soon; the default is 20.
                        "derby.locks.deadlockTimeout", "1",
                        "derby.locks.waitTimeout", "20")
                .forEach((key, value) -> {
                    if (System.getProperty(key) == null) {
                        System.setProperty(key, value);
                    }
                });
    }

    /** @param database a folder, or a name with the prefix {@code memory:}; made when it does not exist */
    public static DataSource dataSource(String database) {
        var source = new EmbeddedDataSource();
        source.setDatabaseName(database);
        source.setCreateDatabase("create");
        return source;
    }

    /** Writes a checkpoint and frees the database for another process. */
    public static void shutDown(String database) {
        var source = new EmbeddedDataSource();
        source.setDatabaseName(database);
        source.setShutdownDatabase("shutdown");
        try (Connection unexpected = source.getConnection()) {
            LOG.warn("Derby kept running: {}", unexpected);
        } catch (SQLException e) {
            if (!STOPPED.equals(e.getSQLState())) {
                LOG.warn("Derby did not stop cleanly; it recovers at the next start", e);
            }
        }
    }
}
