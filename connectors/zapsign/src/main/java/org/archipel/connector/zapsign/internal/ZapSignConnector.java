package org.archipel.connector.zapsign.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.RateLimit;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.wire.Percent;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to ZapSign. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.zapsign",
        name = "ZapSign connector",
        description = "Electronic signatures: documents, their signers, templates and status webhooks.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions =
                @Condition(
                        type = "hosts",
                        values = {"api.zapsign.com.br", "sandbox.api.zapsign.com.br", "br.api.zapsign.com.br"}),
        reason = "To reach ZapSign.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions =
                @Condition(
                        type = "names",
                        values = {"webhookSecret", "webhookSecretPrevious"}),
        reason = "To recognize ZapSign's webhooks.")
@Component(service = Connector.class, property = "connector.id=zapsign")
public final class ZapSignConnector implements Connector {
    private static final String TOKENS = "https://api.zapsign.com.br/api/v1/auth/token/";
    private static final long HOUR = 3600;

    private final Provider provider = Provider.beside(ZapSignConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public ZapSignConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        if (!config.path("authentication").asText().equals("LOGIN")) {
            return new HttpAuthentication.Bearer("apiToken");
        }
        String organization = config.path("organization").asText();
        return new HttpAuthentication.Login(
                config.path("tokenUrl").asText(TOKENS + Percent.segment(organization)),
                Map.of("username", "username", "password", "password"),
                "/access",
                HOUR,
                "Rate limit exceeded");
    }

    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        return provider.rateLimit(OptionalInt.empty());
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new ZapSignSession(provider, context);
    }
}
