package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.RateLimit;

/**
 * A connector that is what it said when it was checked: an extension that says something else afterwards takes no other id, and no other
 * schemas.
 *
 * @param connector guarded
 */
record KnownConnector(ConnectorDefinition definition, Connector connector) implements Connector {
    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return connector.authentication(config);
    }

    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        return connector.rateLimit(config);
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return connector.open(context);
    }
}
