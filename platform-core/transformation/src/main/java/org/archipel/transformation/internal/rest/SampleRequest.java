package org.archipel.transformation.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/** A sample to run a saved rule set on. */
public record SampleRequest(@JsonProperty(required = true) JsonNode sample) {}
