package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Body of a review.
 *
 * @param stars 1 to 5
 * @param text plain text, at most 2,000 characters; may be left out
 */
public record ReviewStarsBody(@JsonProperty(required = true) Integer stars, String text) {}
