package org.archipel.connector.graphql.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.provider.Provider;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to any GraphQL API. Its queries and mutations are configuration. */
@Extension(
        id = "org.archipel.connector.graphql",
        name = "GraphQL connector",
        description = "Any GraphQL API: queries with cursors, mutations, introspection, by configuration.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "*"),
        reason = "To reach the endpoint that an integration names; the platform lets it reach no other.")
@Component(service = Connector.class, property = "connector.id=graphql")
public final class GraphqlConnector implements Connector {
    private final Provider provider = Provider.beside(GraphqlConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public GraphqlConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return RestModel.authentication(config).toHttp();
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new GraphqlSession(provider, context);
    }
}
