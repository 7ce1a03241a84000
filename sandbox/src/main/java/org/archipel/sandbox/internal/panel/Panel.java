package org.archipel.sandbox.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A page that an extension contributes to the console, as its descriptor tells.
 *
 * @param slot where the console shows it
 * @param entry path of its HTML file in the bundle
 */
record Panel(String name, String title, String slot, String entry) {
    static Panel of(JsonNode json) {
        return new Panel(
                json.path("name").asText(),
                json.path("title").asText(),
                json.path("slot").asText(),
                json.path("entry").asText());
    }
}
