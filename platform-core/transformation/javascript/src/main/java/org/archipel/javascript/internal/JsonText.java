package org.archipel.javascript.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;

/** JSON on its way to a script and back. */
final class JsonText {
    private static final int MOST_DEPTH = 200;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .build())
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    static String write(JsonNode value, int mostCharacters) {
        try {
            String text = MAPPER.writeValueAsString(value);
            if (text.length() > mostCharacters) {
                throw new ScriptException(
                        Reason.VALUE,
                        "the value is too large for a script: " + text.length() + " characters, the most is "
                                + mostCharacters);
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new ScriptException(Reason.VALUE, "the value is nested too deeply for a script", e);
        }
    }

    /** A text as a literal of JSON and JavaScript. */
    static String literal(String text) {
        return TextNode.valueOf(text).toString();
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ScriptException(Reason.VALUE, "the result is nested too deeply", e);
        }
    }
}
