package org.archipel.connector.webhook.internal;

import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.connector.common.provider.Provider;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Takes webhooks of any system, and sends records as webhooks. */
@Extension(
        id = "org.archipel.connector.webhook",
        name = "Webhook connector",
        description =
                "Push in and push out: takes signed webhooks of any system, and sends records as signed webhooks.",
        category = Category.OPERATIONS,
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
        conditions =
                @Condition(
                        type = "names",
                        values = {"signingSecret", "webhookSecret", "webhookSecretPrevious"}),
        reason = "To sign webhooks, and to recognize those that come in.")
@Component(service = Connector.class, property = "connector.id=webhook")
public final class WebhookConnector implements Connector {
    private final Provider provider = Provider.beside(WebhookConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public WebhookConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new WebhookSession(provider, context);
    }
}
