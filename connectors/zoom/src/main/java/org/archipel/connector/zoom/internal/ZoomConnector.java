package org.archipel.connector.zoom.internal;

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

/** Connects to Zoom. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.zoom",
        name = "Zoom connector",
        description = "Meetings and users of a Zoom account; signed events.",
        category = Category.COMMUNICATION,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "api.zoom.us"),
        reason = "To reach Zoom.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "secretToken"),
        reason = "To recognize webhooks of Zoom.")
@Component(service = Connector.class, property = "connector.id=zoom")
public final class ZoomConnector implements Connector {
    private final Provider provider = Provider.beside(ZoomConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public ZoomConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        if (config.path("authentication").asText().equals("SERVER_TO_SERVER")) {
            return new HttpAuthentication.ClientCredentials(
                    config.path("tokenUrl").asText("https://zoom.us/oauth/token"),
                    "clientId",
                    "clientSecret",
                    List.of(),
                    Map.of(
                            "grant_type",
                            "account_credentials",
                            "account_id",
                            config.path("accountId").asText()));
        }
        OAuth2 oauth = Consent.at(
                        config, "https://zoom.us/oauth/authorize", "https://zoom.us/oauth/token", Scopes.of(config))
                .speaking(OAuth2.Client.BASIC, OAuth2.Request.FORM, false)
                .revokedAt("https://zoom.us/oauth/revoke");
        return Consent.to(oauth);
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new ZoomSession(provider, context);
    }
}
