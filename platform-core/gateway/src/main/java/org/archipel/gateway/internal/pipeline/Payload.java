package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.archipel.rest.Json;

/** A body, as bytes or as JSON, whichever is asked for. For one thread at a time. */
final class Payload {
    private static final ObjectMapper MAPPER = Json.newMapper();
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

    /** @throws JsonProcessingException if it is not one JSON document, or one nested too deeply */
    JsonNode json() throws JsonProcessingException {
        if (json == null) {
            try {
                json = MAPPER.readTree(bytes);
            } catch (JsonProcessingException e) {
                throw e;
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory are read", e);
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
