package org.archipel.security.internal.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.Transaction;

/** The roles that organizations made. */
public final class RoleStore {
    private RoleStore() {}

    public static Optional<RoleRow> byId(Transaction transaction, String organizationId, String id) {
        return Optional.ofNullable(transaction.entityManager().find(RoleRow.class, id))
                .filter(row -> row.organizationId().equals(organizationId));
    }

    public static List<RoleRow> byNames(Transaction transaction, String organizationId, Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT r FROM RoleRow r WHERE r.organizationId = :organization AND r.name IN :names",
                        RoleRow.class)
                .setParameter("organization", organizationId)
                .setParameter("names", names)
                .getResultList();
    }

    /** The organization's roles in the order of their making, after the given id, whose name contains the text. */
    public static List<RoleRow> list(
            Transaction transaction, String organizationId, Optional<String> after, Optional<String> text, int limit) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT r FROM RoleRow r WHERE r.organizationId = :organization AND r.id > :after"
                                + " AND LOWER(r.name) LIKE :text ESCAPE '!' ORDER BY r.id",
                        RoleRow.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after.orElse(""))
                .setParameter("text", OrganizationStore.containing(text))
                .setMaxResults(limit)
                .getResultList();
    }

    public static void add(Transaction transaction, RoleRow row) {
        transaction.entityManager().persist(row);
    }

    public static void delete(Transaction transaction, RoleRow row) {
        transaction.entityManager().remove(row);
    }
}
