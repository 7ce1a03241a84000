package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.connector.RateLimit;
import org.archipel.connector.common.provider.Consent;
import org.archipel.connector.common.provider.Provider;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to a Bitrix24 portal. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.bitrix24",
        name = "Bitrix24 connector",
        description = "CRM: contacts, deals, leads and companies, in batches; events of the portal.",
        category = Category.SALES,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "*"),
        reason = "To reach the portal that an integration names; the platform lets it reach no other.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions =
                @Condition(
                        type = "names",
                        values = {"webhookCode", "applicationToken"}),
        reason = "To address a portal by the code of its inbound webhook, and to recognize its events.")
@Component(service = Connector.class, property = "connector.id=bitrix24")
public final class BitrixConnector implements Connector {
    private static final int HOUR = 3600;

    private final Provider provider = Provider.beside(BitrixConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public BitrixConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    /** The code of an inbound webhook is a part of the path; there is nothing for the platform to add. */
    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        if (!Consent.isChosen(config)) {
            return new HttpAuthentication.None();
        }
        String consent = "https://" + config.path("portal").asText() + "/oauth/authorize/";
        OAuth2 oauth = Consent.at(config, consent, "https://oauth.bitrix.info/oauth/token/", List.of())
                .scopesSeparatedBy(",")
                .speaking(OAuth2.Client.PARAMETERS, OAuth2.Request.QUERY, false)
                .tokenInParameter("auth")
                .livingFor(HOUR);
        return Consent.to(oauth);
    }

    /** The smaller of the provider's plans: two requests a second, fifty at once, for each portal and calling address. */
    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        return Optional.of(new RateLimit(2, 50, "QUERY_LIMIT_EXCEEDED"));
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new BitrixSession(provider, context);
    }
}
