package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A request with what handlers ask of it, its body read. */
final class Exchange {
    private final HttpExchange http;
    private final Map<String, String> query;
    private final String body;

    Exchange(HttpExchange http) throws IOException {
        this.http = http;
        this.query = Urls.parameters(
                Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse(""));
        this.body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    String method() {
        return http.getRequestMethod();
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    Map<String, String> query() {
        return query;
    }

    /** A whole number from the query; empty if it is absent or none. */
    OptionalInt number(String parameter) {
        String value = query.getOrDefault(parameter, "");
        return value.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    /** The parameters of a form. */
    Map<String, String> form() {
        return Urls.parameters(body);
    }

    /** The body as a JSON object; an empty one if it is none. */
    ObjectNode json() {
        return Json.parse(body).orElseGet(Json::object);
    }

    /** What follows {@code Bearer} in the header {@code Authorization}; empty text if that is another or none. */
    String bearer() {
        return header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
    }

    String bodyText() {
        return body;
    }

    void send(Reply reply) throws IOException {
        reply.headers().forEach(http.getResponseHeaders()::set);
        if (reply.body().length == 0 || method().equals("HEAD")) {
            http.sendResponseHeaders(reply.status(), -1);
            return;
        }
        http.sendResponseHeaders(reply.status(), reply.body().length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(reply.body());
        }
    }

    /** Promises the whole answer, sends half of it and closes the connection. */
    void sendHalf(Reply reply) throws IOException {
        reply.headers().forEach(http.getResponseHeaders()::set);
        http.sendResponseHeaders(reply.status(), reply.body().length + 1L);
        http.getResponseBody().write(reply.body(), 0, reply.body().length / 2);
        http.getResponseBody().flush();
        throw new IOException("connection dropped on purpose");
    }
}
