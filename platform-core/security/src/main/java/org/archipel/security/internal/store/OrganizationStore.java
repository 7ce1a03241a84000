package org.archipel.security.internal.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.rest.ListOrder;

/** The organizations; the only store without an organization in its methods, for it is the list of them. */
public final class OrganizationStore {
    private OrganizationStore() {}

    public static Optional<OrganizationRow> byId(Transaction transaction, String id) {
        return Optional.ofNullable(transaction.entityManager().find(OrganizationRow.class, id));
    }

    public static Optional<OrganizationRow> bySlug(Transaction transaction, String slug) {
        return transaction
                .entityManager()
                .createQuery("SELECT o FROM OrganizationRow o WHERE o.slug = :slug", OrganizationRow.class)
                .setParameter("slug", slug)
                .getResultStream()
                .findFirst();
    }

    /** Organizations whose name or slug contains the text. */
    public static List<OrganizationRow> list(
            Transaction transaction, ListOrder order, Optional<String> text, int limit) {
        TypedQuery<OrganizationRow> query = transaction
                .entityManager()
                .createQuery(
                        "SELECT o FROM OrganizationRow o"
                                + " WHERE (LOWER(o.name) LIKE :text ESCAPE '!' OR o.slug LIKE :text ESCAPE '!')"
                                + order.condition("o")
                                + order.orderBy("o"),
                        OrganizationRow.class);
        order.bind(query::setParameter);
        return query.setParameter("text", containing(text)).setMaxResults(limit).getResultList();
    }

    public static void add(Transaction transaction, OrganizationRow row) {
        transaction.entityManager().persist(row);
    }

    /**
     * Removes the organization with its users, roles, keys and credentials; its audit entries stay.
     *
     * @param keptCredentials references of credentials that stay for now, with the keys that seal them
     */
    public static void delete(Transaction transaction, OrganizationRow row, Set<String> keptCredentials) {
        EntityManager entities = transaction.entityManager();
        for (String entity : List.of("ApiKeyRow", "UserRow", "RoleRow")) {
            entities.createQuery("DELETE FROM " + entity + " e WHERE e.organizationId = :organization")
                    .setParameter("organization", row.id())
                    .executeUpdate();
        }
        entities.remove(row);
        entities.flush();
        Sql.on(transaction).update("DELETE FROM api_key_usage WHERE organization_id = ?", row.id());
        CredentialStore.deleteAllBut(transaction, row.id(), keptCredentials);
        Sql.on(transaction)
                .update(
                        "DELETE FROM wrapped_keys WHERE owner_id = ? AND NOT EXISTS (SELECT 1 FROM credentials c WHERE"
                                + " c.key_id = wrapped_keys.id)",
                        row.id());
    }

    /** A LIKE pattern, with {@code !} as its escape, for what contains the text in any case. */
    static String containing(Optional<String> text) {
        return text.map(value -> value.toLowerCase(Locale.ROOT))
                .map(value -> value.replace("!", "!!").replace("%", "!%").replace("_", "!_"))
                .map(value -> "%" + value + "%")
                .orElse("%");
    }
}
