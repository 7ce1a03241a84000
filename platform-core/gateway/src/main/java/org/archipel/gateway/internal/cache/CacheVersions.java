package org.archipel.gateway.internal.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The generation of each API's kept answers. It is a part of their keys: one more, and nobody finds those before, on any level. In
 * the database, so that all nodes see it. Thread-safe.
 */
@Component(service = CacheVersions.class)
public class CacheVersions {
    private final UnitOfWork work;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    @Activate
    public CacheVersions(@Reference(target = "(unit=gateway)") UnitOfWork work) {
        this.work = work;
    }

    public long of(String apiId) {
        return versions.getOrDefault(apiId, 0L);
    }

    /** Drops all answers of an API, at once on this node and within a second on the others. */
    public void next(String organizationId, String apiId) {
        versions.merge(apiId, 1L, Long::sum);
        long stored = work.call(transaction -> raise(transaction, organizationId, apiId));
        versions.merge(apiId, stored, Math::max);
    }

    private static long raise(Transaction transaction, String organizationId, String apiId) {
        Sql sql = Sql.on(transaction);
        boolean first = sql.insertIfAbsent(
                "INSERT INTO custom_api_generations (api_id, organization_id, generation) VALUES (?, ?, 1)",
                apiId,
                organizationId);
        if (!first) {
            sql.update("UPDATE custom_api_generations SET generation = generation + 1 WHERE api_id = ?", apiId);
        }
        // Other nodes look where this has grown.
        if (!sql.insertIfAbsent(
                "INSERT INTO custom_api_changes (organization_id, revision) VALUES (?, 1)", organizationId)) {
            sql.update(
                    "UPDATE custom_api_changes SET revision = revision + 1 WHERE organization_id = ?", organizationId);
        }
        return sql.number("SELECT generation FROM custom_api_generations WHERE api_id = ?", apiId)
                .orElse(1);
    }

    /** Takes over what other nodes dropped. */
    public void read(String organizationId) {
        work.run(transaction -> Sql.on(transaction)
                .list(
                        "SELECT api_id, generation FROM custom_api_generations WHERE organization_id = ?",
                        row -> versions.merge(row.getString(1), row.getLong(2), Math::max),
                        organizationId));
    }
}
