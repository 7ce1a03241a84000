package org.archipel.api.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of outside system that integrations connect to. Registered as an OSGi service; its coming and going changes the list of
 * connectors at once. Stateless and thread-safe: all state of a connection is in its {@link ConnectorSession}.
 */
@ConsumerType
public interface Connector {
    /** What the connector is and can do; the same value at every call. */
    ConnectorDefinition definition();

    /**
     * How requests of an integration are authenticated. The platform adds it to every request of the session's HTTP client, so the
     * connector need not see the credentials.
     *
     * @param config the integration's connector configuration, valid against the config schema
     */
    default HttpAuthentication authentication(ObjectNode config) {
        return new HttpAuthentication.None();
    }

    /**
     * The limit of the remote system, where it is known ahead. It holds for all integrations that an organization has with one
     * endpoint by this connector.
     *
     * @param config the integration's connector configuration, valid against the config schema
     */
    default Optional<RateLimit> rateLimit(ObjectNode config) {
        return Optional.empty();
    }

    /** Opens a session for one integration; cheap, connects to nothing. */
    ConnectorSession open(ConnectorContext context);
}
