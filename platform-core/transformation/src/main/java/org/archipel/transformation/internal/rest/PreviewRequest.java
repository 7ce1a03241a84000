package org.archipel.transformation.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.transformation.TransformationDefinition;

/** Rules that need not be saved, and a sample to run them on. */
public record PreviewRequest(
        @JsonProperty(required = true) TransformationDefinition definition,
        @JsonProperty(required = true) JsonNode sample) {}
