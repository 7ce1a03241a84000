package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A request to try a definition with.
 *
 * @param parameters values of the path's parameters, by their names
 * @param query as it would stand behind the {@code ?}; null for none
 * @param headers that a caller would send
 * @param body JSON; null for none
 */
public record SampleCall(Map<String, String> parameters, String query, Map<String, String> headers, JsonNode body) {
    public SampleCall {
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }
}
