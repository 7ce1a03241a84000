package org.archipel.connector.common.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;

/** Sends requests below one endpoint with common headers and parameters, and reads the answers. Thread-safe if the client is. */
public final class Remote {
    private static final byte[] NOTHING = {};

    private final HttpClient http;
    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final Map<String, String> query;
    private final ErrorRules rules;
    private final JsonBody json;

    /**
     * @param headers of every request
     * @param query parameters of every request
     * @param maxBytes the largest answer that is accepted
     */
    public Remote(
            HttpClient http,
            Endpoint endpoint,
            Map<String, String> headers,
            Map<String, String> query,
            ErrorRules rules,
            int maxBytes) {
        this.http = http;
        this.endpoint = endpoint;
        this.headers = Map.copyOf(headers);
        this.query = new LinkedHashMap<>(query);
        this.rules = rules;
        this.json = new JsonBody(maxBytes);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public ErrorRules rules() {
        return rules;
    }

    /** An address below the endpoint with the given parameters after the common ones. */
    public URI address(String path, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(parameters);
        return endpoint.resolve(path, all);
    }

    /**
     * Sends a request, whatever the status of its answer.
     *
     * @param body empty for none
     */
    public HttpResponse send(String method, URI uri, Map<String, String> more, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Accept", List.of("application/json"));
        if (body.length > 0) {
            all.put("Content-Type", List.of("application/json"));
        }
        headers.forEach((name, value) -> set(all, name, value));
        more.forEach((name, value) -> set(all, name, value));
        return http.send(new HttpRequest(method, uri, all, body, Optional.empty()));
    }

    /**
     * Sends a request whose answer has to be a success.
     *
     * @throws Refusal if it is none
     * @throws org.archipel.api.error.RemoteException if it is no JSON
     */
    public Answer ask(String method, URI uri, Map<String, String> more, byte[] body) {
        String request = method + " " + shown(uri);
        HttpResponse response = send(method, uri, more, body);
        if (!response.successful()) {
            rules.requireSuccess(response, request);
        }
        Optional<JsonNode> document = json.parse(response);
        if (rules.looksIntoSuccesses()) {
            rules.problem(response, document).ifPresent(problem -> {
                throw new Refusal(request, problem);
            });
        }
        return new Answer(response, document);
    }

    /** The path below the endpoint, whose own may hold a secret. */
    private String shown(URI uri) {
        String own = endpoint.base().getPath() == null
                ? ""
                : endpoint.base().getPath().replaceAll("/+$", "");
        String path = uri.getPath() == null ? "" : uri.getPath();
        return path.startsWith(own) ? path.substring(own.length()) : path;
    }

    /** Gets a document. */
    public Answer get(URI uri, Map<String, String> more) {
        return ask("GET", uri, more, NOTHING);
    }

    /** The document of an answer; empty for an answer without a body. */
    public Optional<JsonNode> document(HttpResponse response) {
        return json.parse(response);
    }

    /** A document as it is sent. */
    public static byte[] bytes(JsonNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void set(Map<String, List<String>> headers, String name, String value) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, List.of(value));
    }
}
