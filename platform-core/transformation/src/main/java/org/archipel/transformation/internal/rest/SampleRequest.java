package org.archipel.transformation.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;

/** A sample to run a saved rule set on. */
public record SampleRequest(JsonNode sample) {}
