package org.archipel.marketplace.internal.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** All published versions, in pieces: there may be more of them than memory holds. */
public final class PublishedStore {
    private PublishedStore() {}

    /**
     * Some of them.
     *
     * @param versions without those that cannot be read
     * @param last id after which the next ones come; empty if there are no more
     */
    public record Piece(List<ExtensionVersion> versions, Optional<String> last) {}

    /** In the order of their ids, after one. */
    public static Piece after(Transaction transaction, String id, int most) {
        var rows = transaction
                .entityManager()
                .createQuery(
                        "SELECT v FROM VersionRow v WHERE v.reviewStatus = :status AND v.id > :after ORDER BY v.id",
                        VersionRow.class)
                .setParameter("status", ReviewStatus.APPROVED.name())
                .setParameter("after", id)
                .setMaxResults(most)
                .getResultList();
        return new Piece(
                rows.stream().flatMap(row -> row.ifReadable().stream()).toList(),
                rows.size() < most
                        ? Optional.empty()
                        : Optional.of(rows.get(rows.size() - 1).id()));
    }

    /** Extension and version of all that were revoked, with a blank between. */
    public static Set<String> revoked(Transaction transaction) {
        return Set.copyOf(Sql.on(transaction)
                .list(
                        "SELECT extension_id, version FROM version_revocations",
                        row -> row.getString(1) + " " + row.getString(2)));
    }
}
