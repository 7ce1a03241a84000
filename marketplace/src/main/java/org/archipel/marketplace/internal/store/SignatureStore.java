package org.archipel.marketplace.internal.store;

import java.util.Optional;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The signatures over submitted packages, as JSON. */
public final class SignatureStore {
    private SignatureStore() {}

    /** @param countersignature absent before publication */
    public record Signatures(Optional<String> publisher, Optional<String> countersignature) {
        public static final Signatures NONE = new Signatures(Optional.empty(), Optional.empty());
    }

    public static Signatures find(Transaction transaction, String versionId) {
        return Sql.on(transaction)
                .first(
                        "SELECT publisher_signature, countersignature FROM package_signatures WHERE version_id = ?",
                        row -> new Signatures(
                                Optional.ofNullable(row.getString(1)), Optional.ofNullable(row.getString(2))),
                        versionId)
                .orElse(Signatures.NONE);
    }

    /** Takes the place of what was there for the version. */
    public static void put(Transaction transaction, String organizationId, String versionId, Signatures signatures) {
        var sql = Sql.on(transaction);
        sql.update("DELETE FROM package_signatures WHERE version_id = ?", versionId);
        sql.update(
                "INSERT INTO package_signatures (version_id, organization_id, publisher_signature, countersignature)"
                        + " VALUES (?, ?, ?, ?)",
                versionId,
                organizationId,
                signatures.publisher().orElse(null),
                signatures.countersignature().orElse(null));
    }
}
