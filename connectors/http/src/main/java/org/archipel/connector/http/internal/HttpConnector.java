package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.connector.common.model.RestModel;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to any REST API that speaks JSON. What it asks for and how it reads the answers is configuration. */
@Extension(
        id = "org.archipel.connector.http",
        name = "HTTP connector",
        description =
                "Any REST API that speaks JSON: authentication, pagination, extraction and writing by configuration.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "*"),
        reason = "To reach the endpoint that an integration names; the platform lets it reach no other.")
@Component(service = Connector.class, property = "connector.id=http")
public final class HttpConnector implements Connector {
    private ConnectorDefinition definition;

    /** Made by Declarative Services. */
    @Activate
    public HttpConnector() {
        // Nothing to do: the definition is made when it is first needed.
    }

    @Override
    public synchronized ConnectorDefinition definition() {
        if (definition == null) {
            definition = HttpDefinition.make();
        }
        return definition;
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return RestModel.parse(config).authentication().toHttp();
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new HttpSession(context, RestModel.parse(context.config()));
    }
}
