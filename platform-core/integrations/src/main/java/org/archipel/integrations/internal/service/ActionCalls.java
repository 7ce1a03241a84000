package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.ConnectorActions;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs actions for other parts of the platform, as the REST API does. */
@Component
public final class ActionCalls implements ConnectorActions {
    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final ActionService actions;
    private final ActionFallbacks fallbacks;

    @Activate
    public ActionCalls(
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ActionService actions,
            @Reference ActionFallbacks fallbacks) {
        this.integrations = integrations;
        this.connectors = connectors;
        this.actions = actions;
        this.fallbacks = fallbacks;
    }

    @Override
    public boolean has(String organizationId, String integrationId, String action) {
        try {
            Integration integration = integrations.get(organizationId, integrationId);
            return connectors.require(integration).definition().operations().stream()
                    .anyMatch(operation -> operation.name().equals(action));
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public JsonNode run(String organizationId, String integrationId, String action, ObjectNode parameters) {
        Integration integration = integrations.get(organizationId, integrationId);
        Operation operation = actions.require(integration, action, parameters);
        try {
            JsonNode answer = actions.run(integration, action, parameters);
            fallbacks.keep(integration, operation, parameters, answer);
            return answer;
        } catch (PlatformException e) {
            return fallbacks
                    .answer(integration, operation, parameters, e)
                    .orElseThrow(() -> e)
                    .answer();
        }
    }
}
