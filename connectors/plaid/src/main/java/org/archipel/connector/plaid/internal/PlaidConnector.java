package org.archipel.connector.plaid.internal;

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

/** Connects to Plaid. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.plaid",
        name = "Plaid connector",
        description = "Banking: accounts, balances and transactions of a connected item; signed webhooks.",
        category = Category.FINANCE,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions =
                @Condition(
                        type = "hosts",
                        values = {"production.plaid.com", "sandbox.plaid.com"}),
        reason = "To reach Plaid.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "accessToken"),
        reason = "To recognize webhooks of Plaid.")
@Component(service = Connector.class, property = "connector.id=plaid")
public final class PlaidConnector implements Connector {
    private final Provider provider = Provider.beside(PlaidConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public PlaidConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return new HttpAuthentication.Header("PLAID-SECRET", "", "secret");
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new PlaidSession(provider, context);
    }
}
