package org.archipel.api.payment;

import java.net.URI;
import java.util.Optional;

/**
 * A payment that was begun.
 *
 * @param reference the provider's name for it, at most 200 characters
 * @param address where the buyer goes on with it in a browser; empty if nothing is left to do
 */
public record Checkout(String reference, Optional<URI> address) {}
