package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The records that the remote side is believed to have, page by page in order of their external ids. */
final class KnownRecords {
    private static final String READ_ONLY = " FROM " + Sql.byKey("record_links", "pk_record_links")
            + " WHERE integration_id = ? AND entity = ? AND external_id > ? AND hash NOT IN ('deleted'," + " 'absent')";

    private static final String WRITTEN_TOO = " FROM " + Sql.byKey("record_bases", "uq_record_bases_external")
            + " WHERE integration_id = ? AND entity = ? AND external_id > ? AND state IN ('LINKED',"
            + " 'PARKED') AND (sent_at IS NULL OR sent_at < ?)";

    private final boolean writtenToo;

    /** @param writtenToo whether the entity is written to the remote side as well */
    KnownRecords(boolean writtenToo) {
        this.writtenToo = writtenToo;
    }

    /**
     * @param after the last id of the page before; empty for the first page
     * @param madeBefore records that were made on the remote side later than this are left out
     */
    List<String> after(Transaction transaction, WriteTarget target, String after, Instant madeBefore, int limit) {
        return Jdbc.on(transaction)
                .list(
                        "SELECT external_id" + (writtenToo ? WRITTEN_TOO : READ_ONLY)
                                + " ORDER BY external_id FETCH FIRST " + limit + " ROWS ONLY",
                        binder(target, after, madeBefore),
                        row -> row.getString(1));
    }

    /** How many there are; see {@link #after}. */
    long count(Transaction transaction, WriteTarget target, Instant madeBefore) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT COUNT(*)" + (writtenToo ? WRITTEN_TOO : READ_ONLY),
                        binder(target, "", madeBefore),
                        row -> row.getLong(1))
                .orElse(0L);
    }

    private Jdbc.Binder binder(WriteTarget target, String after, Instant madeBefore) {
        return statement -> {
            statement.setString(1, target.integrationId());
            statement.setString(2, target.entity());
            statement.setString(3, after);
            if (writtenToo) {
                Jdbc.bind(statement, 4, madeBefore);
            }
        };
    }
}
