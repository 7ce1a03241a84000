package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.http.internal.config.HttpConfig;

/** Sends the integration's requests with its common headers and parameters, and reads the answers. */
final class Remote {
    private final ConnectorContext context;
    private final HttpConfig config;
    private final Endpoint endpoint;
    private final JsonBody json;

    Remote(ConnectorContext context, HttpConfig config) {
        this.context = context;
        this.config = config;
        this.endpoint = new Endpoint(context.endpoint()
                .orElseThrow(
                        () -> new ValidationException("/config/endpoint", "the HTTP connector needs an endpoint")));
        this.json = new JsonBody(config.maxResponseBytes());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** An address below the endpoint with the given parameters after the common ones. */
    URI address(String path, Map<String, String> query) {
        Map<String, String> parameters = new LinkedHashMap<>(config.query());
        parameters.putAll(query);
        return endpoint.resolve(path, parameters);
    }

    /**
     * Sends a request, whatever the status of its answer.
     *
     * @param body empty for none
     */
    HttpResponse send(String method, URI uri, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Accept", List.of("application/json"));
        if (body.length > 0) {
            all.put("Content-Type", List.of("application/json"));
        }
        config.headers().forEach((name, value) -> set(all, name, value));
        headers.forEach((name, value) -> set(all, name, value));
        return context.http().send(new HttpRequest(method, uri, all, body, Optional.empty()));
    }

    /** Gets a document. */
    HttpResponse get(URI uri, Map<String, String> headers) {
        HttpResponse response = send("GET", uri, headers, new byte[0]);
        Answers.requireSuccess(response, "GET " + uri.getPath());
        return response;
    }

    /** The answer's document; empty for an answer without a body. */
    Optional<JsonNode> document(HttpResponse response) {
        return json.parse(response);
    }

    private static void set(Map<String, List<String>> headers, String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, List.of(value));
    }
}
