package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/** The records that the remote side is believed to have, page by page in order of their external ids. */
final class KnownRecords {
    private static final String READ_ONLY =
            "SELECT external_id FROM record_links WHERE integration_id = ? AND entity = ? AND external_id > ? AND hash NOT IN"
                    + " ('deleted', 'absent') ORDER BY external_id FETCH FIRST ";

    private static final String WRITTEN_TOO =
            "SELECT external_id FROM record_bases WHERE integration_id = ? AND entity = ? AND external_id > ? AND state IN"
                    + " ('LINKED', 'PARKED') AND (sent_at IS NULL OR sent_at < ?) ORDER BY external_id FETCH FIRST ";

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
                        (writtenToo ? WRITTEN_TOO : READ_ONLY) + limit + " ROWS ONLY",
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                            statement.setString(3, after);
                            if (writtenToo) {
                                Jdbc.bind(statement, 4, madeBefore);
                            }
                        },
                        row -> row.getString(1));
    }
}
