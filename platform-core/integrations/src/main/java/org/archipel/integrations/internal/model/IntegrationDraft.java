package org.archipel.integrations.internal.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.archipel.api.connector.IntegrationType;

/**
 * What a client sends to make or replace an integration.
 *
 * @param type null for the connector's own
 * @param connectorProvider whose connector of that id it is to be, as {@link Integration#connectorProvider} says; null keeps whose it is,
 *     and for another connector chooses the one that is listed
 * @param credentials stored in the vault and never returned; null keeps what is stored
 */
public record IntegrationDraft(
        String name,
        String description,
        IntegrationType type,
        String connectorId,
        String connectorProvider,
        IntegrationConfig config,
        ObjectNode credentials,
        List<FieldMapping> fieldMappings,
        List<TransformationRule> transformationRules,
        SyncSettings syncSettings,
        List<String> tags) {
    public IntegrationDraft {
        config = Objects.requireNonNullElse(config, IntegrationConfig.EMPTY);
        fieldMappings = fieldMappings == null ? List.of() : List.copyOf(fieldMappings);
        transformationRules = transformationRules == null ? List.of() : List.copyOf(transformationRules);
        syncSettings = Objects.requireNonNullElse(syncSettings, SyncSettings.DEFAULT);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /** With the connector that is listed under the id, or the one that the integration has already. */
    public IntegrationDraft(
            String name,
            String description,
            IntegrationType type,
            String connectorId,
            IntegrationConfig config,
            ObjectNode credentials,
            List<FieldMapping> fieldMappings,
            List<TransformationRule> transformationRules,
            SyncSettings syncSettings,
            List<String> tags) {
        this(
                name,
                description,
                type,
                connectorId,
                null,
                config,
                credentials,
                fieldMappings,
                transformationRules,
                syncSettings,
                tags);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "IntegrationDraft[name=" + name + ", connectorId=" + connectorId + "]";
    }
}
