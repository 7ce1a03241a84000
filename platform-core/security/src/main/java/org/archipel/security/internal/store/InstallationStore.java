package org.archipel.security.internal.store;

import java.time.Instant;
import java.util.Optional;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The one row that tells how the installation began. */
public final class InstallationStore {
    private InstallationStore() {}

    /** What the first start made. */
    public record Beginning(String defaultOrganizationId, String bootstrapKeyId) {}

    /**
     * Holds the row until the transaction ends, so that one node alone makes the beginning, or changes what all share; empty before
     * the beginning.
     */
    public static Optional<Beginning> lock(Transaction transaction) {
        Sql.on(transaction).update("UPDATE installation SET id = id WHERE id = 1");
        return find(transaction);
    }

    public static Optional<Beginning> find(Transaction transaction) {
        return Sql.on(transaction)
                .first(
                        "SELECT default_organization_id, bootstrap_key_id FROM installation"
                                + " WHERE id = 1 AND bootstrapped_at IS NOT NULL",
                        row -> new Beginning(row.getString(1), row.getString(2)));
    }

    public static void begin(Transaction transaction, Beginning beginning, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE installation SET default_organization_id = ?, bootstrap_key_id = ?, bootstrapped_at = ?"
                                + " WHERE id = 1",
                        beginning.defaultOrganizationId(),
                        beginning.bootstrapKeyId(),
                        now);
    }
}
