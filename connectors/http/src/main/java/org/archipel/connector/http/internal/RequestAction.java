package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.wire.Remote;

/** The operations {@value #NAME} and {@value #GET}: one request below the endpoint. */
final class RequestAction {
    static final String NAME = "request";

    /** The operation that only reads. */
    static final String GET = "get";

    private final Remote remote;

    RequestAction(Remote remote) {
        this.remote = remote;
    }

    /** @throws RemoteException if the answer is no success */
    JsonNode run(ObjectNode parameters) {
        String method = parameters.path("method").asText("GET");
        URI uri = remote.address(parameters.path("path").asText(), texts(parameters.path("query")));
        JsonNode body = parameters.path("body");
        byte[] bytes = body.isMissingNode() ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse response = remote.send(method, uri, texts(parameters.path("headers")), bytes);
        remote.rules().requireSuccess(response, method + " " + uri.getPath());

        ObjectNode result = JsonNodeFactory.instance.objectNode().put("status", response.status());
        response.header("Content-Type").ifPresent(type -> result.put("contentType", type));
        if (isJson(response)) {
            remote.document(response).ifPresent(document -> result.set("body", document));
        } else if (response.body().length > 0) {
            result.put("body", response.text());
        }
        return result;
    }

    private static boolean isJson(HttpResponse response) {
        return response.header("Content-Type").orElse("application/json").matches("(?i)[^;]*[/+]json\\b.*");
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
