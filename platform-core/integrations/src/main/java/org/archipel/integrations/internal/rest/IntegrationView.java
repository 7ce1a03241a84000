package org.archipel.integrations.internal.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.health.HealthStatus;
import org.archipel.integrations.internal.http.ConnectionMetrics;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.TransformationRule;

/**
 * An integration as the REST API shows it: never with its credentials, only whether there are any.
 *
 * @param connectorProvider whose connector it has: the id of an extension, or {@code platform}; empty while that is not settled
 * @param nextSyncAt when it is synchronized next by itself
 */
public record IntegrationView(
        String id,
        String organizationId,
        String name,
        Optional<String> description,
        IntegrationType type,
        Optional<String> connectorId,
        Optional<String> connectorProvider,
        IntegrationConfig config,
        boolean hasCredentials,
        List<FieldMapping> fieldMappings,
        List<TransformationRule> transformationRules,
        SyncSettings syncSettings,
        Optional<Instant> lastSyncAt,
        Optional<Instant> nextSyncAt,
        IntegrationStatus status,
        Optional<String> statusReason,
        HealthStatus healthStatus,
        ConnectionMetrics metrics,
        List<String> tags,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    static IntegrationView of(
            Integration integration,
            boolean hasCredentials,
            Optional<Instant> lastSyncAt,
            Optional<Instant> nextSyncAt,
            HealthStatus health,
            ConnectionMetrics metrics) {
        return new IntegrationView(
                integration.id(),
                integration.organizationId(),
                integration.name(),
                integration.description(),
                integration.type(),
                integration.connectorId(),
                integration.connectorProvider(),
                integration.config(),
                hasCredentials,
                integration.fieldMappings(),
                integration.transformationRules(),
                integration.syncSettings(),
                lastSyncAt,
                nextSyncAt,
                integration.status(),
                integration.statusReason(),
                health,
                metrics,
                integration.tags(),
                integration.createdBy(),
                integration.createdAt(),
                integration.updatedAt());
    }
}
