package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Body of a new source.
 *
 * @param url address of the other marketplace, up to {@code /api/marketplace}
 * @param publicKey the key that its lists are signed with, X.509 in base64 or PEM
 * @param token an API key of the other marketplace; may be left out
 */
public record SourceBody(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String publicKey,
        String token) {}
