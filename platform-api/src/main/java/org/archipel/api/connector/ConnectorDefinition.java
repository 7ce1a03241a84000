package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a connector is and can do.
 *
 * @param id reverse-DNS id, or a short name for built-in connectors
 * @param version OSGi syntax
 * @param configSchema JSON Schema 2020-12 of the connector's configuration
 * @param credentialsSchema JSON Schema 2020-12 of its credentials; secret fields carry {@code "writeOnly": true}
 * @param operations actions that {@link ConnectorSession#execute} knows
 * @param dataModel the entities known without asking the remote side. One that is not empty, without
 *     {@link Capability#SCHEMA_DISCOVERY}, names all that there are: integrations that name others are refused. With it the remote side may
 *     have more. It is empty where nobody can tell the names beforehand, and where each integration gives them: {@code configSchema}
 *     then has a property {@code entities}, an array of objects that require a {@code name}, and there are these
 * @param icon an SVG document, or empty
 */
public record ConnectorDefinition(
        String id,
        String name,
        String description,
        IntegrationType type,
        String version,
        ObjectNode configSchema,
        ObjectNode credentialsSchema,
        Set<Capability> capabilities,
        List<Operation> operations,
        DataModel dataModel,
        String icon) {
    public ConnectorDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        configSchema = configSchema.deepCopy();
        credentialsSchema = credentialsSchema.deepCopy();
        capabilities = Set.copyOf(capabilities);
        operations = List.copyOf(operations);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
