package org.archipel.sandbox.internal.store;

import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Removes all that is kept for an installation. */
public final class DataEraser {
    private static final List<String> TABLES =
            List.of("stored_values", "stored_documents", "storage_usage", "extension_tasks", "resource_usage");

    private DataEraser() {}

    public static void erase(Transaction transaction, String organizationId, String installationId) {
        for (String table : TABLES) {
            Sql.on(transaction)
                    .update(
                            "DELETE FROM " + table + " WHERE organization_id = ? AND installation_id = ?",
                            organizationId,
                            installationId);
        }
    }
}
