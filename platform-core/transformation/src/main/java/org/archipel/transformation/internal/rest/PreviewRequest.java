package org.archipel.transformation.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.transformation.TransformationDefinition;

/** Rules that need not be saved, and a sample to run them on. */
public record PreviewRequest(TransformationDefinition definition, JsonNode sample) {}
