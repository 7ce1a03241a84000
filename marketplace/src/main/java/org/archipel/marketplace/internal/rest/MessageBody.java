package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Body of a publisher's answer to a reviewer. */
public record MessageBody(@JsonProperty(required = true) String text) {}
