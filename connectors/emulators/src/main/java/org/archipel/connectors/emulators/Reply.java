package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to be sent. */
record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply json(int status, JsonNode body) {
        return of(status, "application/json", Json.bytes(body));
    }

    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply problem(int status, String title) {
        byte[] body = Json.bytes(Json.object().put("title", title).put("status", status));
        return of(status, "application/problem+json", body);
    }

    static Reply html(String text) {
        return of(200, "text/html", ("<!doctype html><title>" + text + "</title>").getBytes(StandardCharsets.UTF_8));
    }

    Reply header(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(headers);
        copy.put(name, value);
        return new Reply(status, copy, body);
    }
}
