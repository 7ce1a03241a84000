package org.archipel.security.internal.store;

import java.time.YearMonth;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** How often the API keys of organizations were used, by calendar month. */
public final class KeyUsageStore {
    private KeyUsageStore() {}

    /** Adds requests; how many the month has then, those of other nodes among them. */
    public static long add(
            Transaction transaction, String organizationId, String keyId, YearMonth month, long requests) {
        if (!increase(transaction, organizationId, keyId, month, requests)) {
            boolean inserted = Sql.on(transaction)
                    .insertIfAbsent(
                            "INSERT INTO api_key_usage (key_id, organization_id, usage_month, requests) VALUES (?, ?, ?, ?)",
                            keyId,
                            organizationId,
                            month.toString(),
                            requests);
            if (!inserted) {
                increase(transaction, organizationId, keyId, month, requests);
            }
        }
        return requests(transaction, organizationId, keyId, month);
    }

    public static long requests(Transaction transaction, String organizationId, String keyId, YearMonth month) {
        return Sql.on(transaction)
                .number(
                        "SELECT requests FROM api_key_usage WHERE organization_id = ? AND key_id = ? AND usage_month = ?",
                        organizationId,
                        keyId,
                        month.toString())
                .orElse(0);
    }

    private static boolean increase(
            Transaction transaction, String organizationId, String keyId, YearMonth month, long requests) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE api_key_usage SET requests = requests + ?"
                                        + " WHERE organization_id = ? AND key_id = ? AND usage_month = ?",
                                requests,
                                organizationId,
                                keyId,
                                month.toString())
                == 1;
    }
}
