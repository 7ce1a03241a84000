package org.archipel.integrations.internal.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.store.Json;

/** An integration as far as its webhooks have to be ended after its removal. */
final class RemovedIntegration {
    private RemovedIntegration() {}

    /**
     * The integration as it was, without what this does not need.
     *
     * @param row of a removed integration
     * @throws org.archipel.api.error.PlatformException if what is stored of it cannot be read
     */
    static Integration of(Subscription row) {
        JsonNode kept = Json.tree(row.removed().orElseThrow());
        return new Integration(
                row.integrationId(),
                row.organizationId(),
                kept.path("name").asText(),
                Optional.empty(),
                type(kept.path("type").asText()),
                Optional.of(row.connectorId()),
                Optional.ofNullable(kept.path("connectorProvider").textValue()),
                Json.read(kept.path("config").asText(), IntegrationConfig.class),
                List.of(),
                List.of(),
                Json.read(kept.path("syncSettings").asText(), SyncSettings.class),
                List.of(),
                IntegrationStatus.PAUSED,
                Optional.empty(),
                "",
                row.since(),
                row.since(),
                row.revision());
    }

    /** Whether the webhooks were asked for by the connector that the integration had in the end, and can be ended by it. */
    static boolean hasItsConnector(Subscription row) {
        return Json.tree(row.removed().orElseThrow())
                .path("connectorId")
                .asText()
                .equals(row.connectorId());
    }

    private static IntegrationType type(String name) {
        for (IntegrationType type : IntegrationType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return IntegrationType.CUSTOM;
    }
}
