package org.archipel.marketplace.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.PublisherNamespace;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Claims of publishers to namespaces. Who owns an id is a question of the whole installation. */
public final class NamespaceStore {
    private static final String SELECT =
            "SELECT id, namespace, organization_id, status, evidence, requested_by, requested_at, decided_by, decided_at,"
                    + " reason FROM publisher_namespaces";

    private NamespaceStore() {}

    public static void insert(Transaction transaction, PublisherNamespace claim) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO publisher_namespaces (id, namespace, organization_id, status, evidence, requested_by,"
                                + " requested_at, decided_by, decided_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        claim.id(),
                        claim.namespace(),
                        claim.organizationId(),
                        claim.status(),
                        claim.evidence(),
                        claim.requestedBy(),
                        claim.requestedAt(),
                        claim.decidedBy().orElse(null),
                        claim.decidedAt().orElse(null),
                        claim.reason().orElse(null));
    }

    public static void decide(Transaction transaction, PublisherNamespace claim) {
        Sql.on(transaction)
                .update(
                        "UPDATE publisher_namespaces SET status = ?, decided_by = ?, decided_at = ?, reason = ?"
                                + " WHERE id = ?",
                        claim.status(),
                        claim.decidedBy().orElse(null),
                        claim.decidedAt().orElse(null),
                        claim.reason().orElse(null),
                        claim.id());
    }

    /** For administrators: a claim of any organization. */
    public static Optional<PublisherNamespace> findAny(Transaction transaction, String id) {
        return Sql.on(transaction).first(SELECT + " WHERE id = ?", NamespaceStore::read, id);
    }

    /** An organization's claims before one, the newest first. */
    public static List<PublisherNamespace> list(
            Transaction transaction, String organizationId, String before, int most) {
        return Sql.on(transaction)
                .list(
                        most,
                        SELECT + " WHERE organization_id = ? AND id < ? ORDER BY id DESC",
                        NamespaceStore::read,
                        organizationId,
                        before);
    }

    /** For administrators: the claims of all organizations before one, the newest first. */
    public static List<PublisherNamespace> listAll(Transaction transaction, String before, int most) {
        return Sql.on(transaction).list(most, SELECT + " WHERE id < ? ORDER BY id DESC", NamespaceStore::read, before);
    }

    /** The approved namespace that an extension id lies in; the id and what is before each of its dots are looked up. */
    public static Optional<PublisherNamespace> owning(Transaction transaction, String extensionId) {
        var names = new ArrayList<Object>();
        for (var name = extensionId; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('.')))) {
            names.add(name);
        }
        names.add(0, PublisherNamespace.Status.APPROVED);
        return Sql.on(transaction)
                .first(
                        SELECT + " WHERE status = ? AND namespace IN (" + Sql.marks(names.size() - 1) + ")",
                        NamespaceStore::read,
                        names.toArray());
    }

    /** The approved namespaces of all organizations. */
    public static List<PublisherNamespace> approved(Transaction transaction) {
        return Sql.on(transaction)
                .list(SELECT + " WHERE status = ?", NamespaceStore::read, PublisherNamespace.Status.APPROVED);
    }

    /** Approved namespaces that lie in the given one. */
    public static List<PublisherNamespace> within(Transaction transaction, String namespace) {
        return Sql.on(transaction)
                .list(
                        SELECT + " WHERE status = ? AND namespace > ? AND namespace < ?",
                        NamespaceStore::read,
                        PublisherNamespace.Status.APPROVED,
                        namespace + ".",
                        namespace + "/");
    }

    /** Holds the namespaces until the transaction ends, so that two approvals come one after the other. */
    public static void lock(Transaction transaction) {
        Sql.on(transaction).update("UPDATE marketplace_locks SET holders = holders + 1 WHERE name = 'namespaces'");
    }

    private static PublisherNamespace read(ResultSet row) throws SQLException {
        return new PublisherNamespace(
                row.getString("id"),
                row.getString("namespace"),
                row.getString("organization_id"),
                PublisherNamespace.Status.valueOf(row.getString("status")),
                row.getString("evidence"),
                row.getString("requested_by"),
                Timestamps.get(row, "requested_at"),
                Optional.ofNullable(row.getString("decided_by")),
                Timestamps.find(row, "decided_at"),
                Optional.ofNullable(row.getString("reason")));
    }
}
