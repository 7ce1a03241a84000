package org.archipel.transformation.internal.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rule sets in the database; every query takes the organization, but for the look after changes by other nodes. */
@Component(service = TransformationStore.class)
public class TransformationStore {
    private final UnitOfWork work;

    @Activate
    public TransformationStore(@Reference(target = "(unit=transformation)") UnitOfWork work) {
        this.work = work;
    }

    /** @throws NotFoundException if the organization has no such rule set */
    public Transformation get(String organizationId, String id) {
        return work.call(transaction -> get(transaction, organizationId, id));
    }

    /** As {@link #get(String, String)}, in a transaction. */
    public Transformation get(Transaction transaction, String organizationId, String id) {
        return row(transaction, organizationId, id).toTransformation();
    }

    public Optional<Transformation> find(String organizationId, String id) {
        return work.call(
                transaction -> Optional.ofNullable(transaction.entityManager().find(TransformationRow.class, id))
                        .filter(row -> row.belongsTo(organizationId))
                        .map(TransformationRow::toTransformation));
    }

    /** Rule sets after the given id, in order of their ids. */
    public List<Transformation> list(String organizationId, TransformationFilter filter, String after, int limit) {
        return work.call(transaction -> {
            Map<String, Object> parameters = new LinkedHashMap<>();
            TypedQuery<TransformationRow> query = transaction
                    .entityManager()
                    .createQuery(
                            "SELECT t FROM TransformationRow t WHERE t.organizationId = :organization AND t.id > :after"
                                    + where(filter, parameters) + " ORDER BY t.id",
                            TransformationRow.class)
                    .setParameter("organization", organizationId)
                    .setParameter("after", after)
                    .setMaxResults(limit);
            parameters.forEach(query::setParameter);
            return query.getResultList().stream()
                    .map(TransformationRow::toTransformation)
                    .toList();
        });
    }

    private static String where(TransformationFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder();
        filter.type().ifPresent(type -> {
            where.append(" AND t.type = :type");
            parameters.put("type", type.name());
        });
        filter.status().ifPresent(status -> {
            where.append(" AND t.status = :status");
            parameters.put("status", status.name());
        });
        filter.text().ifPresent(text -> {
            where.append(" AND (LOWER(t.name) LIKE :text ESCAPE '!' OR LOWER(t.description) LIKE :text ESCAPE '!')");
            String escaped = text.toLowerCase(Locale.ROOT)
                    .replace("!", "!!")
                    .replace("%", "!%")
                    .replace("_", "!_");
            parameters.put("text", "%" + escaped + "%");
        });
        return where.toString();
    }

    public Transformation insert(Transaction transaction, Transformation transformation) {
        EntityManager entities = transaction.entityManager();
        TransformationRow row = new TransformationRow(transformation);
        entities.persist(row);
        entities.flush();
        return row.toTransformation();
    }

    /** Replaces what can change and returns it with its new revision. */
    public Transformation update(Transaction transaction, Transformation transformation) {
        TransformationRow row = row(transaction, transformation.organizationId(), transformation.id());
        row.accept(transformation);
        transaction.entityManager().flush();
        return row.toTransformation();
    }

    public void delete(Transaction transaction, Transformation transformation) {
        transaction.entityManager().remove(row(transaction, transformation.organizationId(), transformation.id()));
    }

    /** The present revisions of some rule sets, whosever they are; those that are gone are missing. */
    public Map<String, Long> revisions(Collection<String> ids) {
        return work.call(transaction -> {
            Map<String, Long> revisions = new HashMap<>();
            List<String> all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += 500) {
                List<String> some = all.subList(from, Math.min(all.size(), from + 500));
                Sql.on(transaction)
                        .list(
                                "SELECT id, revision FROM transformations WHERE id IN (" + Sql.marks(some.size()) + ")",
                                row -> revisions.put(row.getString("id"), row.getLong("revision")),
                                some.toArray());
            }
            return revisions;
        });
    }

    private static TransformationRow row(Transaction transaction, String organizationId, String id) {
        return Optional.ofNullable(transaction.entityManager().find(TransformationRow.class, id))
                .filter(row -> row.belongsTo(organizationId))
                .orElseThrow(() -> new NotFoundException("There is no such rule set."));
    }
}
