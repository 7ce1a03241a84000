package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.messaging.JobWaitsException;

/** Lets the jobs of integrations wait while their connector is away, instead of counting attempts. */
public final class ConnectorWait {
    private ConnectorWait() {}

    /** Does the work of a job; if the connector is away, the job waits until it is back. */
    public static JsonNode orWait(ConnectorRegistry connectors, Integration integration, Supplier<JsonNode> work) {
        try {
            return work.get();
        } catch (ConnectorUnavailableException e) {
            throw new JobWaitsException(
                    awaited(e.connectorId()),
                    () -> connectors.find(integration).isPresent() || connectors.awaitsProvider(integration),
                    e);
        }
    }

    /** What jobs wait for that need the connector. */
    static String awaited(String connectorId) {
        return "connector:" + connectorId;
    }
}
