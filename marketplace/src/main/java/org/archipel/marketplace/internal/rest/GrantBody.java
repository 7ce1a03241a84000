package org.archipel.marketplace.internal.rest;

import java.time.Instant;

/**
 * Body of an entitlement that an administrator gives.
 *
 * @param endsAt until when; without it for good
 * @param reference a note, such as the number of an invoice
 */
public record GrantBody(Instant endsAt, String reference) {}
