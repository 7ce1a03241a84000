package org.archipel.integrations.internal.oauth;

import java.net.URI;
import java.time.Instant;

/**
 * A connection that a browser has begun: only the same browser can complete it.
 *
 * @param authorizationUrl where the provider asks for consent
 * @param integration the name of the integration that is connected
 * @param startedBy who asked for it
 * @param callback where the provider sends the browser back to; the cookie is for this address
 * @param cookieName of the cookie that the browser is to bring there
 * @param cookie its value
 */
public record Beginning(
        URI authorizationUrl,
        String integration,
        String startedBy,
        URI callback,
        String cookieName,
        String cookie,
        Instant expiresAt) {}
