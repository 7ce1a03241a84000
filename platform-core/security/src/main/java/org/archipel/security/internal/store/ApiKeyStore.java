package org.archipel.security.internal.store;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.rest.ListOrder;

/** The API keys of organizations. */
public final class ApiKeyStore {
    private ApiKeyStore() {}

    /** Finds the key that a caller presents: before this, no organization is known. */
    public static Optional<ApiKeyRow> byPrefix(Transaction transaction, String prefix) {
        return transaction
                .entityManager()
                .createQuery("SELECT k FROM ApiKeyRow k WHERE k.keyPrefix = :prefix", ApiKeyRow.class)
                .setParameter("prefix", prefix)
                .getResultStream()
                .findFirst();
    }

    public static Optional<ApiKeyRow> byId(Transaction transaction, String organizationId, String id) {
        return Optional.ofNullable(transaction.entityManager().find(ApiKeyRow.class, id))
                .filter(row -> row.organizationId().equals(organizationId));
    }

    /** The organization's keys whose name or prefix contains the text. */
    public static List<ApiKeyRow> list(
            Transaction transaction,
            String organizationId,
            Optional<String> userId,
            ListOrder order,
            Optional<String> text,
            int limit) {
        TypedQuery<ApiKeyRow> query = transaction
                .entityManager()
                .createQuery(
                        "SELECT k FROM ApiKeyRow k WHERE k.organizationId = :organization"
                                + order.condition("k")
                                + " AND k.userId LIKE :user"
                                + " AND (LOWER(k.name) LIKE :text ESCAPE '!' OR k.keyPrefix LIKE :text ESCAPE '!')"
                                + order.orderBy("k"),
                        ApiKeyRow.class);
        order.bind(query::setParameter);
        return query.setParameter("organization", organizationId)
                .setParameter("user", userId.orElse("%"))
                .setParameter("text", OrganizationStore.containing(text))
                .setMaxResults(limit)
                .getResultList();
    }

    /** The user's keys that are not revoked. */
    public static List<ApiKeyRow> unrevoked(Transaction transaction, String organizationId, String userId) {
        return transaction
                .entityManager()
                .createQuery(
                        "SELECT k FROM ApiKeyRow k WHERE k.organizationId = :organization AND k.userId = :user"
                                + " AND k.revoked = FALSE",
                        ApiKeyRow.class)
                .setParameter("organization", organizationId)
                .setParameter("user", userId)
                .getResultList();
    }

    public static void add(Transaction transaction, ApiKeyRow row) {
        transaction.entityManager().persist(row);
    }

    /** Notes a use; time only goes forward. */
    public static void used(Transaction transaction, String organizationId, String id, Instant at) {
        Sql.on(transaction)
                .update(
                        "UPDATE api_keys SET last_used_at = ? WHERE organization_id = ? AND id = ?"
                                + " AND (last_used_at IS NULL OR last_used_at < ?)",
                        at,
                        organizationId,
                        id,
                        at);
    }
}
