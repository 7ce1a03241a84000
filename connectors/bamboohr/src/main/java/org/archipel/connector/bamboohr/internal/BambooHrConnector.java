package org.archipel.connector.bamboohr.internal;

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

/** Connects to BambooHR. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.bamboohr",
        name = "BambooHR connector",
        description = "HR: employees, time off, tables and fields; signed webhooks.",
        category = Category.HR,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "*.bamboohr.com"),
        reason = "To reach BambooHR.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions = @Condition(type = "names", values = "webhookKey"),
        reason = "To recognize webhooks of BambooHR.")
@Component(service = Connector.class, property = "connector.id=bamboohr")
public final class BambooHrConnector implements Connector {
    private final Provider provider = Provider.beside(BambooHrConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public BambooHrConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        if (!Consent.isChosen(config)) {
            return new HttpAuthentication.Basic("apiKey", "password");
        }
        String company = "https://" + config.path("company").asText() + ".bamboohr.com/";
        OAuth2 oauth = Consent.at(
                        config,
                        company + "authorize.php?request=authorize",
                        company + "token.php?request=token",
                        Scopes.of(
                                config,
                                "employee",
                                "employee.write",
                                "employee_directory",
                                "field",
                                "time_off",
                                "time_off.write",
                                "webhooks",
                                "webhooks.write",
                                "company:info",
                                "user",
                                "public.integration",
                                "offline_access"))
                .speaking(OAuth2.Client.PARAMETERS, OAuth2.Request.FORM, false);
        return Consent.to(oauth);
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new BambooHrSession(provider, context);
    }
}
