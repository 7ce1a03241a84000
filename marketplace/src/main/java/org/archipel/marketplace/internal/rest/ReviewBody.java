package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Body of a reviewer's decision. */
public record ReviewBody(@JsonProperty(required = true) String reason) {}
