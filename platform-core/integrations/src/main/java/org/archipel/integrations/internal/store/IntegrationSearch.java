package org.archipel.integrations.internal.store;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.persistence.Transaction;

/** Finds the integrations of an organization that a filter lets through, as far as the database can tell. */
final class IntegrationSearch {
    private IntegrationSearch() {}

    /** A page of them after the given id, in order of their ids, whether they can be read or not. */
    static List<IntegrationRow> rows(
            Transaction transaction, String organizationId, IntegrationFilter filter, String after, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String where = where(filter, parameters);
        TypedQuery<IntegrationRow> query = transaction
                .entityManager()
                .createQuery(
                        "SELECT i FROM IntegrationRow i WHERE i.organizationId = :organization AND i.id > :after"
                                + where + " ORDER BY i.id",
                        IntegrationRow.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after)
                .setMaxResults(limit);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    private static String where(IntegrationFilter filter, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>();
        filter.type().ifPresent(type -> condition(conditions, parameters, "i.type = :type", "type", type.name()));
        filter.status()
                .ifPresent(status -> condition(conditions, parameters, "i.status = :status", "status", status.name()));
        filter.connectorId()
                .ifPresent(id -> condition(conditions, parameters, "i.connectorId = :connector", "connector", id));
        filter.tag()
                .ifPresent(tag -> condition(
                        conditions,
                        parameters,
                        "i.tags LIKE :tag ESCAPE '!'",
                        "tag",
                        "%" + escape(Json.write(tag)) + "%"));
        filter.text()
                .ifPresent(text -> condition(
                        conditions,
                        parameters,
                        "(LOWER(i.name) LIKE :text ESCAPE '!' OR LOWER(i.description) LIKE :text ESCAPE '!')",
                        "text",
                        "%" + escape(text.toLowerCase(Locale.ROOT)) + "%"));
        return String.join("", conditions);
    }

    private static void condition(
            List<String> conditions, Map<String, Object> parameters, String condition, String name, Object value) {
        conditions.add(" AND " + condition);
        parameters.put(name, value);
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
