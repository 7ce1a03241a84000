package org.archipel.marketplace.internal.rest;

/**
 * Body of a purchase.
 *
 * @param provider who takes the payment; may be left out where there is one only
 */
public record PurchaseBody(String extensionId, String provider) {}
