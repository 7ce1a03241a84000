package org.archipel.gateway.internal.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.route.PathTemplate;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Custom APIs in the database; every query takes the organization, but for the look after changes by other nodes. */
@Component(service = CustomApiStore.class)
public class CustomApiStore {
    private static final Logger LOG = LoggerFactory.getLogger(CustomApiStore.class);
    private static final int STEP = 500;

    private final UnitOfWork work;

    @Activate
    public CustomApiStore(@Reference(target = "(unit=gateway)") UnitOfWork work) {
        this.work = work;
    }

    public CustomApi get(String organizationId, String id) {
        return work.call(transaction -> get(transaction, organizationId, id));
    }

    /** @throws NotFoundException if the organization has no such API */
    public CustomApi get(Transaction transaction, String organizationId, String id) {
        return row(transaction, organizationId, id).toApi();
    }

    /** APIs after the given id, in order of their ids. */
    public List<CustomApi> list(String organizationId, ApiFilter filter, String after, int limit) {
        return work.call(transaction -> {
            Map<String, Object> parameters = new LinkedHashMap<>();
            TypedQuery<CustomApiRow> query = transaction
                    .entityManager()
                    .createQuery(
                            "SELECT a FROM CustomApiRow a WHERE a.organizationId = :organization AND a.id > :after"
                                    + where(filter, parameters) + " ORDER BY a.id",
                            CustomApiRow.class)
                    .setParameter("organization", organizationId)
                    .setParameter("after", after)
                    .setMaxResults(limit);
            parameters.forEach(query::setParameter);
            return query.getResultList().stream().map(CustomApiRow::toApi).toList();
        });
    }

    private static String where(ApiFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder();
        filter.method().ifPresent(method -> {
            where.append(" AND a.method = :method");
            parameters.put("method", method);
        });
        filter.active().ifPresent(active -> {
            where.append(" AND a.active = :active");
            parameters.put("active", active ? 1 : 0);
        });
        filter.text().ifPresent(text -> {
            where.append(" AND (LOWER(a.name) LIKE :text ESCAPE '!' OR LOWER(a.route) LIKE :text ESCAPE '!')");
            String escaped = text.toLowerCase(Locale.ROOT)
                    .replace("!", "!!")
                    .replace("%", "!%")
                    .replace("_", "!_");
            parameters.put("text", "%" + escaped + "%");
        });
        return where.toString();
    }

    /** Another API of the organization that takes the same requests. */
    public Optional<String> sameRoute(Transaction transaction, CustomApi api) {
        return Sql.on(transaction)
                .first(
                        "SELECT id FROM custom_apis WHERE organization_id = ? AND route = ? AND method = ? AND major = ?"
                                + " AND id <> ?",
                        row -> row.getString(1),
                        api.organizationId(),
                        PathTemplate.parse(api.definition().path()).shape(),
                        api.definition().method(),
                        api.definition().major(),
                        api.id());
    }

    public CustomApi insert(Transaction transaction, CustomApi api) {
        EntityManager entities = transaction.entityManager();
        CustomApiRow row = new CustomApiRow(api);
        entities.persist(row);
        entities.flush();
        changed(transaction, api.organizationId());
        return row.toApi();
    }

    /** Replaces what can change and returns it with its new revision. */
    public CustomApi update(Transaction transaction, CustomApi api) {
        CustomApiRow row = row(transaction, api.organizationId(), api.id());
        row.accept(api);
        transaction.entityManager().flush();
        changed(transaction, api.organizationId());
        return row.toApi();
    }

    public void delete(Transaction transaction, CustomApi api) {
        transaction.entityManager().remove(row(transaction, api.organizationId(), api.id()));
        transaction.entityManager().flush();
        changed(transaction, api.organizationId());
    }

    private static void changed(Transaction transaction, String organizationId) {
        Sql sql = Sql.on(transaction);
        if (!sql.insertIfAbsent(
                "INSERT INTO custom_api_changes (organization_id, revision) VALUES (?, 1)", organizationId)) {
            sql.update(
                    "UPDATE custom_api_changes SET revision = revision + 1 WHERE organization_id = ?", organizationId);
        }
    }

    /** How often the APIs of organizations were changed, by the organization's id. */
    public Map<String, Long> changes() {
        return work.call(transaction -> {
            Map<String, Long> changes = new HashMap<>();
            Sql.on(transaction)
                    .list(
                            "SELECT organization_id, revision FROM custom_api_changes",
                            row -> changes.put(row.getString(1), row.getLong(2)));
            return changes;
        });
    }

    /** How often an organization's APIs were changed. */
    public long changes(String organizationId) {
        return work.call(transaction -> Sql.on(transaction)
                .number("SELECT revision FROM custom_api_changes WHERE organization_id = ?", organizationId)
                .orElse(0));
    }

    /** The revisions of an organization's active APIs, by their ids. */
    public Map<String, Long> active(String organizationId) {
        return work.call(transaction -> {
            Map<String, Long> revisions = new HashMap<>();
            Sql.on(transaction)
                    .list(
                            "SELECT id, revision FROM custom_apis WHERE organization_id = ? AND active = 1",
                            row -> revisions.put(row.getString(1), row.getLong(2)),
                            organizationId);
            return revisions;
        });
    }

    /** Some of an organization's APIs; those that are gone are missing, and so are those that cannot be read. */
    public List<CustomApi> find(String organizationId, Collection<String> ids) {
        List<CustomApi> found = new ArrayList<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += STEP) {
            List<String> some = all.subList(from, Math.min(all.size(), from + STEP));
            work.run(transaction -> transaction
                    .entityManager()
                    .createQuery(
                            "SELECT a FROM CustomApiRow a WHERE a.organizationId = :organization AND a.id IN :ids",
                            CustomApiRow.class)
                    .setParameter("organization", organizationId)
                    .setParameter("ids", some)
                    .getResultStream()
                    .forEach(row -> readable(row).ifPresent(found::add)));
        }
        return found;
    }

    private static Optional<CustomApi> readable(CustomApiRow row) {
        try {
            return Optional.of(row.toApi());
        } catch (PlatformException e) {
            LOG.error("The custom API {} cannot be served", row.id(), e);
            return Optional.empty();
        }
    }

    private static CustomApiRow row(Transaction transaction, String organizationId, String id) {
        return Optional.ofNullable(transaction.entityManager().find(CustomApiRow.class, id))
                .filter(row -> row.belongsTo(organizationId))
                .orElseThrow(() -> new NotFoundException("There is no such API."));
    }
}
