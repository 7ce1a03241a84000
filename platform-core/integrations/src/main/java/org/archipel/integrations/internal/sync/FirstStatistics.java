package org.archipel.integrations.internal.sync;

import java.util.List;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets PostgreSQL look at the tables of records as soon as there is something to see. Until its own rounds come by it knows nothing
 * of what they hold, and can take an index for a look-up that reads all rows of an integration: a first sync of many records would
 * slow down with each of them.
 */
final class FirstStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStatistics.class);
    private static final long ENOUGH = 1_000;
    private static final String NEVER_SEEN =
            "SELECT relname FROM pg_stat_user_tables WHERE schemaname = current_schema()"
                    + " AND relname IN ('records', 'record_links', 'record_bases', 'record_match_keys')"
                    + " AND last_analyze IS NULL AND last_autoanalyze IS NULL";

    private final UnitOfWork work;

    FirstStatistics(UnitOfWork work) {
        this.work = work;
    }

    /** To be called behind each transaction of a run. */
    void after(SyncRun before, SyncRun now) {
        if (before.counts().created() < ENOUGH && now.counts().created() >= ENOUGH) {
            try {
                work.run(FirstStatistics::gather);
            } catch (DatabaseException e) {
                // Another one looks at the tables already, or may and we may not: the database's own rounds come later.
                LOG.debug("No statistics of the tables of records were gathered", e);
            }
        }
    }

    private static void gather(Transaction transaction) {
        if (transaction.dialect() != Dialect.POSTGRESQL) {
            return;
        }
        Sql sql = Sql.on(transaction);
        List<String> tables = sql.list(NEVER_SEEN, row -> row.getString(1));
        if (!tables.isEmpty()) {
            sql.update("SET LOCAL lock_timeout = '2s'");
            sql.update("ANALYZE " + String.join(", ", tables));
        }
    }
}
