package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.model.IntegrationConfig;

/** How requests are authenticated: as the connector says, or as the integration says where the connector says nothing. */
public final class AuthenticationChoice {
    private AuthenticationChoice() {}

    public static HttpAuthentication of(IntegrationConfig config, Connector connector) {
        HttpAuthentication own =
                connector.authentication(config.connectorConfig().deepCopy());
        boolean open = own == null || own instanceof HttpAuthentication.None;
        return open && config.authType() != null
                ? configured(config)
                : own == null ? new HttpAuthentication.None() : own;
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
        return new HttpAuthentication.AuthorizationCode(
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
        return new HttpAuthentication.ClientCredentials(
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
