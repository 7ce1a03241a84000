package org.archipel.connector.xero.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.connector.RateLimit;
import org.archipel.connector.common.provider.Consent;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.Scopes;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to Xero. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.xero",
        name = "Xero connector",
        description = "Accounting: contacts and invoices of an organisation, payments; signed webhooks.",
        category = Category.FINANCE,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "api.xero.com"),
        reason = "To reach Xero.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "webhookKey"),
        reason = "To recognize webhooks of Xero.")
@Component(service = Connector.class, property = "connector.id=xero")
public final class XeroConnector implements Connector {
    private final Provider provider = Provider.beside(XeroConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public XeroConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        OAuth2 oauth = Consent.at(
                        config,
                        "https://login.xero.com/identity/connect/authorize",
                        "https://identity.xero.com/connect/token",
                        Scopes.of(
                                config,
                                "offline_access",
                                "accounting.contacts",
                                "accounting.settings.read",
                                "accounting.transactions"))
                .speaking(OAuth2.Client.BASIC, OAuth2.Request.FORM, false)
                .revokedAt("https://identity.xero.com/connect/revocation")
                .livingFor(1800);
        return Consent.to(oauth);
    }

    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        return provider.rateLimit(OptionalInt.empty());
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new XeroSession(provider, context);
    }
}
