package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** Sends a fixed query to a GraphQL server; its errors are errors, also those with status 200. Immutable and thread-safe. */
final class GraphQlUpstream implements Upstream {
    private final HttpUpstream http;
    private final String query;
    private final JsonNode variables;

    /** @param variables null for the request's body */
    GraphQlUpstream(HttpUpstream http, String query, JsonNode variables) {
        this.http = http;
        this.query = query;
        this.variables = variables;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("query", query);
        request.set(
                "variables",
                variables == null
                        ? JsonBody.objectOfRequest(body)
                        : Template.json(variables, context, JsonBody.ofRequest(body)));
        return http.call(context, Payload.of(request)).thenApply(GraphQlUpstream::data);
    }

    private static Reply data(Reply reply) {
        if (!reply.successful()) {
            return reply;
        }
        JsonNode answer = JsonBody.ofAnswer(reply.payload());
        JsonNode errors = answer.path("errors");
        if (errors.isArray() && !errors.isEmpty()) {
            String message = errors.path(0).path("message").asText("no reason");
            throw new PlatformException(
                    ErrorCode.INTEGRATION_ERROR,
                    "The GraphQL server refused the query: " + message.substring(0, Math.min(200, message.length())));
        }
        if (!answer.has("data")) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "The GraphQL server answered without data.");
        }
        return Reply.json(Payload.of(answer.get("data")));
    }
}
