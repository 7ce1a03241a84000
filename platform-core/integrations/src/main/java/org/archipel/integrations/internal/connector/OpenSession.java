package org.archipel.integrations.internal.connector;

import java.time.Duration;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.integrations.internal.http.IntegrationHttpClient;
import org.archipel.integrations.internal.log.SecretMask;

/**
 * A session with a remote system, and what the platform knows of it.
 *
 * @param end ends what the connector received for the session
 */
public record OpenSession(ConnectorSession session, IntegrationHttpClient http, SecretMask mask, Runnable end)
        implements AutoCloseable {
    /** How far the remote system's clock is ahead of this one. */
    public Duration clockSkew() {
        return http.clockSkew();
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            end.run();
        }
    }
}
