package org.archipel.integrations.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Whose connectors integrations have, and those that were activated before the platform kept that. */
final class ConnectorProviders {
    private record Unsettled(String id, String organizationId, String connectorId) {}

    private ConnectorProviders() {}

    /** Whose connector of an id the integrations of an organization have. */
    static Set<String> of(Transaction transaction, String organizationId, String connectorId) {
        return Set.copyOf(Sql.on(transaction)
                .list(
                        "SELECT DISTINCT connector_provider FROM integrations WHERE organization_id = ? AND connector_id = ?"
                                + " AND connector_provider IS NOT NULL",
                        row -> row.getString(1),
                        organizationId,
                        connectorId));
    }

    /**
     * Writes down whose connector those have of which it is not known.
     *
     * @param provider of an organization's connector; empty if it cannot be told yet
     * @return the ids of those for which it is settled now
     */
    static List<String> settle(Transaction transaction, BiFunction<String, String, Optional<String>> provider) {
        List<String> settled = new ArrayList<>();
        for (Unsettled integration : all(transaction)) {
            Optional<String> found = provider.apply(integration.organizationId(), integration.connectorId());
            if (found.isPresent() && settle(transaction, integration, found.get())) {
                settled.add(integration.id());
            }
        }
        return settled;
    }

    private static List<Unsettled> all(Transaction transaction) {
        return Sql.on(transaction)
                .list(
                        "SELECT id, organization_id, connector_id FROM integrations WHERE connector_provider IS NULL"
                                + " AND connector_id IS NOT NULL AND status <> 'DRAFT'",
                        row -> new Unsettled(row.getString(1), row.getString(2), row.getString(3)));
    }

    // With the next revision, so that no change that is under way puts back what it read.
    private static boolean settle(Transaction transaction, Unsettled integration, String provider) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE integrations SET connector_provider = ?, revision = revision + 1 WHERE id = ?"
                                        + " AND connector_id = ? AND connector_provider IS NULL",
                                provider,
                                integration.id(),
                                integration.connectorId())
                > 0;
    }
}
