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

    private static final int LARGE_PAGE = 32 * 1024;
    private static final int LEAST_PAGES = 1_000;

    private DerbyEngine() {}

    /** Sets what Derby reads once for the whole process, before its first connection. What an administrator set is kept. */
    public static void configure(Path folder) {
        Map.of(
                        "derby.system.home", folder.toString(),
                        "derby.stream.error.file", folder.resolve("derby.log").toString(),
                        "derby.storage.pageCacheSize", Long.toString(pages()),
                        // A full buffer is written through to the disk in the middle of a transaction: at the default
                        // of
                        // 32 KB that happens some twenty times in a batch of a thousand records.
                        "derby.storage.logBufferSize", "524288",
                        // At the defaults of 1 and 10 MB a bulk write is busy with new log files and checkpoints.
                        "derby.storage.logSwitchInterval", "4194304",
                        "derby.storage.checkpointInterval", "67108864",
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

    /** Pages to keep in memory: those of large tables have 32 KB, and all together may take a quarter of the heap. */
    private static long pages() {
        return Math.max(LEAST_PAGES, Runtime.getRuntime().maxMemory() / 4 / LARGE_PAGE);
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
