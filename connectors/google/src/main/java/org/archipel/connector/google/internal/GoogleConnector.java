package org.archipel.connector.google.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Connects to Google. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.google",
        name = "Google connector",
        description = "Events of a Google calendar and the contacts of its owner; notifications of changes.",
        category = Category.PRODUCTIVITY,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions =
                @Condition(
                        type = "hosts",
                        values = {"www.googleapis.com", "people.googleapis.com"}),
        reason = "To reach Google.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "webhookSecret"),
        reason = "To recognize webhooks of Google.")
@Component(service = Connector.class, property = "connector.id=google")
public final class GoogleConnector implements Connector {
    private final Provider provider = Provider.beside(GoogleConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public GoogleConnector() {
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
                        "https://accounts.google.com/o/oauth2/v2/auth",
                        "https://oauth2.googleapis.com/token",
                        Scopes.of(
                                config,
                                "https://www.googleapis.com/auth/calendar",
                                "https://www.googleapis.com/auth/contacts"))
                .with(Map.of("access_type", "offline", "prompt", "consent"), Map.of())
                .speaking(OAuth2.Client.PARAMETERS, OAuth2.Request.FORM, true)
                .revokedAt("https://oauth2.googleapis.com/revoke");
        return Consent.to(oauth);
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new GoogleSession(provider, context);
    }
}
