package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorWait;
import org.archipel.integrations.internal.connector.ProviderBulkhead;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Goes on with an action that failed for a passing reason, so that its caller need not. */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + ActionJob.TYPE)
public class ActionJob implements JobHandler {
    /** The type of these jobs. */
    public static final String TYPE = "integration.action";

    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final ActionService actions;
    private final ProviderBulkhead bulkhead;

    @Activate
    public ActionJob(
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ActionService actions,
            @Reference ProviderBulkhead bulkhead) {
        this.integrations = integrations;
        this.connectors = connectors;
        this.actions = actions;
        this.bulkhead = bulkhead;
    }

    /** The job that runs an action. */
    public static JobRequest request(String integrationId, String action, ObjectNode parameters) {
        ObjectNode input = Json.object();
        input.put("integrationId", integrationId);
        input.put("action", action);
        input.set("parameters", parameters);
        return JobRequest.of(TYPE, input);
    }

    @Override
    public JsonNode run(JobExecution execution) {
        ObjectNode input = execution.job().input();
        Integration integration = integrations.get(
                execution.job().organizationId(), input.path("integrationId").asText());
        return bulkhead.run(
                integration, () -> ConnectorWait.orWait(connectors, integration, () -> run(integration, input)));
    }

    private JsonNode run(Integration integration, ObjectNode input) {
        return actions.run(integration, input.path("action").asText(), (ObjectNode) input.get("parameters"));
    }
}
