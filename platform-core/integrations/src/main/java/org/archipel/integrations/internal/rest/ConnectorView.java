package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.Operation;
import org.archipel.integrations.internal.connector.RegisteredConnector;

/**
 * A connector as the REST API shows it.
 *
 * @param provider name and version of what it came with
 * @param providerId whose it is, as integrations name it in {@code connectorProvider}
 */
public record ConnectorView(
        String id,
        String name,
        String description,
        IntegrationType type,
        String version,
        ObjectNode configSchema,
        ObjectNode credentialsSchema,
        List<Capability> capabilities,
        List<Operation> supportedOperations,
        DataModel dataModel,
        String status,
        String provider,
        String providerId,
        String icon) {
    static ConnectorView of(RegisteredConnector registered) {
        ConnectorDefinition definition = registered.definition();
        return new ConnectorView(
                definition.id(),
                definition.name(),
                definition.description(),
                definition.type(),
                definition.version(),
                definition.configSchema(),
                definition.credentialsSchema(),
                definition.capabilities().stream().sorted().toList(),
                definition.operations(),
                definition.dataModel(),
                "ACTIVE",
                registered.provider(),
                registered.providerId(),
                definition.icon());
    }
}
