package org.archipel.connector.woocommerce.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.connector.common.provider.Provider;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to WooCommerce. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.woocommerce",
        name = "WooCommerce connector",
        description = "Shops: orders, products, customers and coupons, in batches; signed webhooks.",
        category = Category.SALES,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "*"),
        reason = "To reach the endpoint that an integration names; the platform lets it reach no other.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "webhookSecret"),
        reason = "To recognize webhooks of WooCommerce.")
@Component(service = Connector.class, property = "connector.id=woocommerce")
public final class WooCommerceConnector implements Connector {
    private final Provider provider = Provider.beside(WooCommerceConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public WooCommerceConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return new HttpAuthentication.Basic("consumerKey", "consumerSecret");
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new WooCommerceSession(provider, context);
    }
}
