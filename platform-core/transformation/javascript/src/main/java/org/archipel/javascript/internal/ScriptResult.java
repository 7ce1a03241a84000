package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a function returned: as it was read where it is, or as a text of JSON.
 *
 * @param value null if there is a text, or nothing
 * @param text null if there is a value, or nothing
 */
record ScriptResult(JsonNode value, String text) {
    /** The function returned {@code undefined}. */
    static final ScriptResult NOTHING = new ScriptResult(null, null);

    Optional<JsonNode> json() {
        return text == null ? Optional.ofNullable(value) : Optional.of(JsonText.read(text));
    }
}
