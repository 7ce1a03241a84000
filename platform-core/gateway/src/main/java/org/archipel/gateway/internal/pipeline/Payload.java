package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.Json;

/** A body, as bytes or as JSON, whichever is asked for. For one thread at a time. */
final class Payload {
    private static final ObjectMapper MAPPER = Json.newExactMapper();
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes;
    private JsonNode json;

    private Payload(byte[] bytes, JsonNode json) {
        this.bytes = bytes;
        this.json = json;
    }

    static Payload of(byte[] bytes) {
        return new Payload(bytes, null);
    }

    static Payload of(JsonNode json) {
        return new Payload(null, json);
    }

    static Payload empty() {
        return new Payload(NOTHING, null);
    }

    boolean isEmpty() {
        return json == null && bytes.length == 0;
    }

    /** @throws JsonProcessingException if it is not one JSON document in UTF-8, or one that is nested too deeply */
    JsonNode json() throws JsonProcessingException {
        if (json == null) {
            try {
                JsonNode read = MAPPER.readTree(Json.text(bytes));
                if (read.isMissingNode()) {
                    throw new JsonParseException(null, "there is no document");
                }
                json = read;
            } catch (ValidationException | IllegalArgumentException e) {
                throw new JsonParseException(null, e.getMessage(), e);
            }
        }
        return json;
    }

    byte[] bytes() {
        if (bytes == null) {
            try {
                bytes = MAPPER.writeValueAsBytes(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree is written", e);
            }
        }
        return bytes;
    }
}
