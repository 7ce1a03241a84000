package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.archipel.api.http.HttpClient;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;

/**
 * What a session receives, bound to one integration. It serves until the session is closed: then {@link #http} and {@link #credential}
 * are refused, and so are requests by the client. Thread-safe.
 */
@ProviderType
public interface ConnectorContext {
    String integrationId();

    /** Base address of the remote system, where the integration sets one. */
    Optional<URI> endpoint();

    /** The connector's configuration, a copy, valid against its config schema. */
    ObjectNode config();

    /**
     * Reaches the hosts that the connector's {@code network} permission and the integration's endpoint cover. Adds authentication,
     * time limits, retries with backoff that honour {@code Retry-After}, circuit breaking and rate-limit back-pressure.
     */
    HttpClient http();

    /**
     * One field of the integration's credentials, for protocols where {@link Connector#authentication} does not suffice.
     *
     * @throws org.archipel.api.error.PermissionDeniedException without a {@code secrets} permission that names the field
     */
    Optional<String> credential(String field);

    Clock clock();

    /** Writes to the integration's log; secrets are redacted. */
    Logger logger();
}
