package org.archipel.security.internal.store;

import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.rest.ListOrder;

/** The users of organizations. */
public final class UserStore {
    private UserStore() {}

    public static Optional<UserRow> byId(Transaction transaction, String organizationId, String id) {
        return Optional.ofNullable(transaction.entityManager().find(UserRow.class, id))
                .filter(row -> row.organizationId().equals(organizationId));
    }

    /** The user of an authenticated caller. */
    public static Optional<UserRow> self(Transaction transaction, String id) {
        return Optional.ofNullable(transaction.entityManager().find(UserRow.class, id));
    }

    /** @param email in lower case */
    public static Optional<UserRow> byEmail(Transaction transaction, String organizationId, String email) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT u FROM UserRow u WHERE u.organizationId = :organization AND u.email = :email",
                        UserRow.class)
                .setParameter("organization", organizationId)
                .setParameter("email", email)
                .getResultStream()
                .findFirst();
    }

    /** The organization's users whose address or name contains the text. */
    public static List<UserRow> list(
            Transaction transaction,
            String organizationId,
            Optional<String> status,
            ListOrder order,
            Optional<String> text,
            int limit) {
        TypedQuery<UserRow> query = transaction
                .entityManager()
                .createQuery(
                        "SELECT u FROM UserRow u WHERE u.organizationId = :organization"
                                + order.condition("u")
                                + " AND u.status LIKE :status"
                                + " AND (u.email LIKE :text ESCAPE '!' OR LOWER(u.displayName) LIKE :text ESCAPE '!')"
                                + order.orderBy("u"),
                        UserRow.class);
        order.bind(query::setParameter);
        return query.setParameter("organization", organizationId)
                .setParameter("status", status.orElse("%"))
                .setParameter("text", OrganizationStore.containing(text))
                .setMaxResults(limit)
                .getResultList();
    }

    /** Whether some user of the organization has the role. */
    public static boolean hasRole(Transaction transaction, String organizationId, String role) {
        return !transaction
                .entityManager()
                .createNativeQuery("SELECT id FROM users WHERE organization_id = ?1 AND roles LIKE ?2 ESCAPE '!'")
                .setParameter(1, organizationId)
                // The column holds a JSON array of names.
                .setParameter(2, "%\"" + role.replace("_", "!_") + "\"%")
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    public static void add(Transaction transaction, UserRow row) {
        transaction.entityManager().persist(row);
    }

    public static void delete(Transaction transaction, UserRow row) {
        transaction.entityManager().remove(row);
    }
}
