package org.archipel.connectors.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON of tests. */
public final class Documents {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Documents() {}

    /** A document written with single quotes. */
    public static JsonNode json(String text) {
        return exactly(text.replace('\'', '"'));
    }

    /** An object written with single quotes. */
    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    public static JsonNode exactly(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
