package org.archipel.integrations.internal.oauth;

import java.net.URI;
import java.time.Instant;

/**
 * Where a person begins to consent, and until when.
 *
 * @param authorizationUrl an address of the platform, to be opened in the browser that is to complete the connection
 */
public record Invitation(URI authorizationUrl, Instant expiresAt) {}
