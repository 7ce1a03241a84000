package org.archipel.connector.rdstation.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Connects to RD Station Marketing. What it knows of its API is in {@code provider.json}. */
@Extension(
        id = "org.archipel.connector.rdstation",
        name = "RD Station connector",
        description = "Marketing automation: contacts, conversions and other events, segmentations.",
        category = Category.MARKETING,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "api.rd.services"),
        reason = "To reach RD Station.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions =
                @Condition(
                        type = "names",
                        values = {"webhookSecret", "webhookSecretPrevious"}),
        reason = "To recognize RD Station's webhooks.")
@Component(service = Connector.class, property = "connector.id=rdstation")
public final class RdStationConnector implements Connector {
    private final Provider provider = Provider.beside(RdStationConnector.class);

    /** Made by Declarative Services. */
    @Activate
    public RdStationConnector() {
        // Nothing to do: the provider is read when it is first needed.
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return switch (config.path("authentication").asText("OAUTH2_CLASSIC")) {
            case "API_KEY" -> new HttpAuthentication.Query("api_key", "apiKey");
            case "OAUTH2_STANDARD" ->
                connected(
                        config,
                        "https://accounts.rdstation.com/oauth/authorize",
                        "https://api.rd.services/oauth2/token",
                        OAuth2.Request.FORM);
            default ->
                connected(
                        config,
                        "https://api.rd.services/auth/dialog",
                        "https://api.rd.services/auth/token",
                        OAuth2.Request.JSON);
        };
    }

    private static HttpAuthentication connected(
            ObjectNode config, String authorizeUrl, String tokenUrl, OAuth2.Request request) {
        OAuth2 standard = Consent.at(config, authorizeUrl, tokenUrl, List.of())
                .speaking(OAuth2.Client.PARAMETERS, request, false);
        // Only the classic generation tells how a token is revoked.
        String revokeUrl = config.path("revokeUrl")
                .asText(request == OAuth2.Request.JSON ? "https://api.rd.services/auth/revoke" : "");
        OAuth2 provider = revokeUrl.isEmpty() ? standard : standard.revokedByBearerAt(revokeUrl);
        return Consent.to(provider);
    }

    /** Contacts, events and segmentations are counted each for itself; together they stay below the limit of one. */
    @Override
    public Optional<RateLimit> rateLimit(ObjectNode config) {
        JsonNode requests = config.path("requestsPerMinute");
        return provider.rateLimit(requests.isInt() ? OptionalInt.of(requests.intValue()) : OptionalInt.empty());
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new RdStationSession(provider, context);
    }
}
