package org.archipel.marketplace.internal.rest;

/**
 * Body of a review.
 *
 * @param stars 1 to 5
 * @param text plain text, at most 2,000 characters; may be left out
 */
public record ReviewStarsBody(Integer stars, String text) {}
