package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.ConnectorActions;

/** Runs an action of one of the organization's integrations. Immutable and thread-safe. */
final class ConnectorUpstream implements Upstream {
    private final String name;
    private final ConnectorActions actions;
    private final String organizationId;
    private final String integrationId;
    private final String action;
    private final JsonNode parameters;
    private final WorkerCalls calls;

    /** @param parameters null for the request's body */
    ConnectorUpstream(
            String name,
            ConnectorActions actions,
            String organizationId,
            String integrationId,
            String action,
            JsonNode parameters,
            WorkerCalls calls) {
        this.name = name;
        this.actions = actions;
        this.organizationId = organizationId;
        this.integrationId = integrationId;
        this.action = action;
        this.parameters = parameters;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        return calls.call(() -> {
            ObjectNode filled = parameters == null
                    ? JsonBody.objectOfRequest(body)
                    : object(Template.json(parameters, context, JsonBody.ofRequest(body)));
            return Reply.json(Payload.of(run(filled)));
        });
    }

    private JsonNode run(ObjectNode filled) {
        try {
            return actions.run(organizationId, integrationId, action, filled);
        } catch (NotFoundException e) {
            if (!actions.has(organizationId, integrationId, action)) {
                throw Gone.integration();
            }
            throw e;
        }
    }

    private static ObjectNode object(JsonNode json) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new ValidationException("", "the action takes an object");
    }
}
