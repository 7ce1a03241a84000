package org.archipel.integrations.internal.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/** External id to internal id of one integration and entity, with the hash of what was last synchronized. */
final class LinkStore {
    /** What a link says. */
    record Link(String externalId, String recordId, String hash) {}

    /** The links of the given external ids; those without one are missing. */
    Map<String, Link> find(Transaction transaction, WriteTarget target, List<String> externalIds) {
        Map<String, Link> links = new HashMap<>(externalIds.size() * 2);
        Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT external_id, record_id, hash FROM record_links WHERE integration_id = ? AND entity = ?",
                        List.of(target.integrationId(), target.entity()),
                        "external_id",
                        externalIds,
                        row -> new Link(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(link -> links.put(link.externalId(), link));
        return links;
    }

    void insert(Transaction transaction, WriteTarget target, List<Link> links) {
        Jdbc.on(transaction)
                .insert(
                        transaction.dialect(),
                        "record_links",
                        List.of("integration_id", "entity"),
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                        },
                        List.of("external_id", "record_id", "hash"),
                        links.stream()
                                .map(link -> new String[] {link.externalId(), link.recordId(), link.hash()})
                                .toList());
    }

    void update(Transaction transaction, WriteTarget target, List<Link> links) {
        Jdbc.on(transaction)
                .batch(
                        "UPDATE record_links SET hash = ? WHERE integration_id = ? AND entity = ? AND external_id = ?",
                        links,
                        (statement, link) -> {
                            statement.setString(1, link.hash());
                            statement.setString(2, target.integrationId());
                            statement.setString(3, target.entity());
                            statement.setString(4, link.externalId());
                        });
    }
}
