package org.archipel.connector.hubspot.internal;

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

/** Connects to HubSpot. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.hubspot",
        name = "HubSpot connector",
        description = "CRM: contacts, companies and deals, searched by time of change; signed webhooks.",
        category = Category.SALES,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "api.hubapi.com"),
        reason = "To reach HubSpot.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "clientSecret"),
        reason = "To recognize webhooks of HubSpot.")
@Component(service = Connector.class, property = "connector.id=hubspot")
public final class HubSpotConnector implements Connector {
    private final Provider provider = Provider.beside(HubSpotConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public HubSpotConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        if (!Consent.isChosen(config)) {
            return new HttpAuthentication.Bearer("token");
        }
        OAuth2 oauth = Consent.at(
                        config,
                        "https://app.hubspot.com/oauth/authorize",
                        "https://api.hubapi.com/oauth/v1/token",
                        Scopes.of(
                                config,
                                "oauth",
                                "crm.objects.contacts.read",
                                "crm.objects.contacts.write",
                                "crm.objects.companies.read",
                                "crm.objects.companies.write",
                                "crm.objects.deals.read",
                                "crm.objects.deals.write"))
                .speaking(OAuth2.Client.PARAMETERS, OAuth2.Request.FORM, false)
                .revokedAt(config.path("revokeUrl").asText("https://api.hubapi.com/oauth/v3/token/revoke"))
                .livingFor(1800);
        return Consent.to(oauth);
    }

    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        return provider.rateLimit(OptionalInt.empty());
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new HubSpotSession(provider, context);
    }
}
