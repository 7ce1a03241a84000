package org.archipel.transformation.internal.suggest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What is to be mapped to what.
 *
 * @param sourceSchema JSON Schema of the source; null to take it from the samples
 * @param targetSchema JSON Schema of the target
 * @param samples documents of the source; null for none
 */
public record SuggestionRequest(
        JsonNode sourceSchema,
        @JsonProperty(required = true) JsonNode targetSchema,
        List<JsonNode> samples) {
    public SuggestionRequest {
        samples = samples == null ? List.of() : List.copyOf(samples);
    }
}
