package org.archipel.integrations.internal.connector;

import java.util.Optional;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;

/**
 * Whose connector an integration gets by a draft. That stays as it is while the id of the connector stays, whoever else offers one of
 * that id; it changes only where the draft names another provider. Thread-safe.
 */
public final class ConnectorChoice {
    private final ConnectorRegistry connectors;

    public ConnectorChoice(ConnectorRegistry connectors) {
        this.connectors = connectors;
    }

    /**
     * The provider, as {@link Integration#connectorProvider} says; empty if that is not settled.
     *
     * @param stored what the draft takes the place of; empty for nothing
     */
    public Optional<String> provider(String organizationId, IntegrationDraft draft, Optional<Integration> stored) {
        Optional<String> connectorId = connectorId(draft);
        if (connectorId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(draft.connectorProvider())
                .or(() -> stored.filter(present -> present.connectorId().equals(connectorId))
                        .flatMap(Integration::connectorProvider))
                .or(() -> connectors.find(organizationId, connectorId.get()).map(RegisteredConnector::providerId));
    }

    /** The connector, if it is there. */
    public Optional<RegisteredConnector> connector(
            String organizationId, IntegrationDraft draft, Optional<Integration> stored) {
        return provider(organizationId, draft, stored)
                .flatMap(provider ->
                        connectors.find(organizationId, connectorId(draft).orElseThrow(), provider));
    }

    /** Whether the draft names a provider that offers no such connector, and that the integration does not have already. */
    public boolean namesNobody(String organizationId, IntegrationDraft draft, Optional<Integration> stored) {
        Optional<String> named = Optional.ofNullable(draft.connectorProvider());
        boolean kept = stored.filter(present -> present.connectorId().equals(connectorId(draft))
                        && present.connectorProvider().equals(named))
                .isPresent();
        return named.isPresent()
                && !kept
                && connector(organizationId, draft, stored).isEmpty();
    }

    /** Who gets the integration only because of the id, which says nothing of who offered it when others were made. */
    public Optional<String> byIdAlone(String organizationId, IntegrationDraft draft, Optional<Integration> stored) {
        boolean settled = draft.connectorProvider() != null
                || stored.filter(present -> present.connectorId().equals(connectorId(draft)))
                        .flatMap(Integration::connectorProvider)
                        .isPresent();
        return settled ? Optional.empty() : provider(organizationId, draft, stored);
    }

    private static Optional<String> connectorId(IntegrationDraft draft) {
        return Optional.ofNullable(draft.connectorId()).filter(id -> !id.isBlank());
    }
}
