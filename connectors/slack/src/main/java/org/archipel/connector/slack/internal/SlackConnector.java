package org.archipel.connector.slack.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Connects to Slack. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.slack",
        name = "Slack connector",
        description = "Channels, users and messages of a workspace; signed events.",
        category = Category.COMMUNICATION,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "slack.com"),
        reason = "To reach Slack.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "signingSecret"),
        reason = "To recognize webhooks of Slack.")
@Component(service = Connector.class, property = "connector.id=slack")
public final class SlackConnector implements Connector {
    private final Provider provider = Provider.beside(SlackConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public SlackConnector() {
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
                        "https://slack.com/oauth/v2/authorize",
                        "https://slack.com/api/oauth.v2.access",
                        Scopes.of(
                                config,
                                "chat:write",
                                "channels:read",
                                "channels:history",
                                "groups:read",
                                "users:read",
                                "users:read.email",
                                "channels:join",
                                "reactions:write"))
                .scopesSeparatedBy(",")
                .speaking(OAuth2.Client.PARAMETERS, OAuth2.Request.FORM, false)
                .livingFor(config.path("tokenRotation").asBoolean() ? 43_200 : 0);
        OAuth2 revocable =
                oauth.revokedByBearerAt(config.path("revokeUrl").asText("https://slack.com/api/auth.revoke"));
        return Consent.to(revocable);
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new SlackSession(provider, context);
    }
}
