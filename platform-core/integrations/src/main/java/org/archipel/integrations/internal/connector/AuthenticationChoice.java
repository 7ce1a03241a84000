package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.HttpAuthentication.ClientCredentials;
import org.archipel.api.connector.HttpAuthentication.Login;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.http.Reach;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.sandbox.Egress;

/**
 * How requests are authenticated: as the connector says, or as the integration says where the connector says nothing.
 *
 * @param trusted whether people said so, or a connector of the platform: then the addresses that it names may be reached for what it says.
 *     What an extension's code says opens nothing, as it could say otherwise at each session
 */
public record AuthenticationChoice(HttpAuthentication authentication, boolean trusted) {
    public static AuthenticationChoice of(IntegrationConfig config, RegisteredConnector connector) {
        HttpAuthentication own =
                connector.connector().authentication(config.connectorConfig().deepCopy());
        boolean open = own == null || own instanceof HttpAuthentication.None;
        if (open && config.authType() != null) {
            return new AuthenticationChoice(configured(config), true);
        }
        return new AuthenticationChoice(own == null ? new HttpAuthentication.None() : own, connector.builtIn());
    }

    /** How a person connects the integration; empty if it authenticates without that. */
    public Optional<AuthorizationCode> consent() {
        return authentication instanceof AuthorizationCode code ? Optional.of(code) : Optional.empty();
    }

    /** What the requests of a session reach, those for tokens included that need no person. */
    public Reach ofSessions(IntegrationConfig config, RegisteredConnector connector) {
        return reach(config, connector, consent().isPresent() ? List.of() : addresses());
    }

    /** What the requests reach that refresh the tokens of a connection. */
    public Reach ofRefreshes(IntegrationConfig config, RegisteredConnector connector) {
        return reach(
                config,
                connector,
                consent().map(code -> List.of(code.provider().tokenUrl())).orElse(List.of()));
    }

    /** What the requests reach that make a connection, and take it back. */
    public Reach ofConnections(IntegrationConfig config, RegisteredConnector connector) {
        return reach(config, connector, addresses());
    }

    private Reach reach(IntegrationConfig config, RegisteredConnector connector, List<String> addresses) {
        return new Reach(
                connector.grants(),
                Stream.concat(Stream.ofNullable(config.endpoint()), trusted ? addresses.stream() : Stream.empty())
                        .map(URI::create)
                        .toList());
    }

    /**
     * Sees that the addresses an extension's code names are such as its connector may reach anyway.
     *
     * @throws PermissionDeniedException if one is not
     */
    public void requireCovered(Egress egress, IntegrationConfig config, RegisteredConnector connector) {
        if (trusted) {
            return;
        }
        Reach reach = ofSessions(config, connector);
        Stream<String> page = consent().map(code -> code.provider().authorizeUrl()).stream();
        Stream.concat(page, addresses().stream())
                .filter(address -> !reach.covers(egress, address))
                .findFirst()
                .ifPresent(address -> {
                    throw new PermissionDeniedException(
                            "The connector '"
                                    + connector.definition().id() + "' authenticates at '" + address
                                    + "', which is neither at the integration's endpoint nor covered by its 'network' permission.");
                });
    }

    /** Where credentials and tokens are sent to. */
    private List<String> addresses() {
        if (authentication instanceof ClientCredentials grant) {
            return List.of(grant.tokenUrl());
        }
        if (authentication instanceof Login login) {
            return List.of(login.url());
        }
        return consent()
                .map(code -> Stream.of(
                                code.provider().tokenUrl(), code.provider().revokeUrl())
                        .filter(address -> !address.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static HttpAuthentication configured(IntegrationConfig config) {
        ObjectNode settings = config.authConfig();
        return switch (config.authType()) {
            case API_KEY ->
                settings.hasNonNull("parameter")
                        ? new HttpAuthentication.Query(
                                text(settings, "parameter", ""), text(settings, "field", "apiKey"))
                        : new HttpAuthentication.Header(
                                text(settings, "header", "X-API-Key"),
                                text(settings, "prefix", ""),
                                text(settings, "field", "apiKey"));
            case BASIC_AUTH ->
                new HttpAuthentication.Basic(
                        text(settings, "userField", "username"), text(settings, "passwordField", "password"));
            case JWT -> new HttpAuthentication.Bearer(text(settings, "field", "token"));
            case OAUTH2 ->
                settings.hasNonNull("authorizeUrl") ? authorizationCode(settings) : clientCredentials(settings);
            case CERTIFICATE ->
                throw new ValidationException("/config/authType", "client certificates are not supported");
        };
    }

    private static HttpAuthentication authorizationCode(ObjectNode settings) {
        if (!settings.path("tokenUrl").isTextual()) {
            throw new ValidationException("/config/authConfig/tokenUrl", "is required");
        }
        List<String> scopes = new ArrayList<>();
        settings.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        OAuth2 provider = OAuth2.standard(
                        settings.get("authorizeUrl").asText(),
                        settings.get("tokenUrl").asText(),
                        scopes)
                .revokedAt(text(settings, "revokeUrl", ""));
        return new AuthorizationCode(
                provider,
                text(settings, "clientIdField", "clientId"),
                text(settings, "clientSecretField", "clientSecret"));
    }

    private static HttpAuthentication clientCredentials(ObjectNode settings) {
        if (!settings.path("tokenUrl").isTextual()) {
            throw new ValidationException("/config/authConfig/tokenUrl", "is required");
        }
        List<String> scopes = new ArrayList<>();
        settings.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        Map<String, String> extra = new LinkedHashMap<>();
        settings.path("extra")
                .properties()
                .forEach(entry -> extra.put(entry.getKey(), entry.getValue().asText()));
        return new ClientCredentials(
                settings.get("tokenUrl").asText(),
                text(settings, "clientIdField", "clientId"),
                text(settings, "clientSecretField", "clientSecret"),
                scopes,
                extra);
    }

    private static String text(ObjectNode settings, String name, String otherwise) {
        JsonNode value = settings.path(name);
        return value.isTextual() ? value.textValue() : otherwise;
    }
}
