package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Body of a purchase.
 *
 * @param provider who takes the payment; may be left out where there is one only
 */
public record PurchaseBody(@JsonProperty(required = true) String extensionId, String provider) {}
