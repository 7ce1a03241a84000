package org.archipel.connector.microsoft.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.OAuth2;
import org.archipel.connector.common.provider.Consent;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.Scopes;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to Microsoft Graph. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.microsoft",
        name = "Microsoft Graph connector",
        description = "Calendar events and contacts of Microsoft 365 and Outlook; change notifications.",
        category = Category.PRODUCTIVITY,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "graph.microsoft.com"),
        reason = "To reach Microsoft Graph.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "webhookSecret"),
        reason = "To recognize webhooks of Microsoft Graph.")
@Component(service = Connector.class, property = "connector.id=microsoft")
public final class GraphConnector implements Connector {
    private final Provider provider = Provider.beside(GraphConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public GraphConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        String tenant = config.path("tenant").asText("common");
        String login = "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/";
        if (config.path("authentication").asText().equals("APPLICATION")) {
            return new HttpAuthentication.ClientCredentials(
                    config.path("tokenUrl").asText(login + "token"),
                    "clientId",
                    "clientSecret",
                    List.of("https://graph.microsoft.com/.default"),
                    Map.of());
        }
        OAuth2 oauth = Consent.at(
                        config,
                        login + "authorize",
                        login + "token",
                        Scopes.of(config, "offline_access", "User.Read", "Calendars.ReadWrite", "Contacts.ReadWrite"))
                .speaking(OAuth2.Client.PARAMETERS, OAuth2.Request.FORM, true);
        return Consent.to(oauth);
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new GraphSession(provider, context);
    }
}
