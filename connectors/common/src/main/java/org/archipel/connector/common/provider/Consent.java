package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.OAuth2;

/**
 * How a person consents (RFC 6749, section 4.1), as the settings of all providers tell it: {@code authentication}, {@code authorizeUrl} and
 * {@code tokenUrl} in the configuration, {@code clientId} and {@code clientSecret} among the credentials.
 */
public final class Consent {
    private Consent() {}

    /** Whether it is chosen, where a provider leaves the choice: {@code "authentication": "OAUTH2"}. */
    public static boolean isChosen(JsonNode config) {
        return config.path("authentication").asText().equals("OAUTH2");
    }

    /**
     * The provider's endpoints.
     *
     * @param authorizeUrl where the configuration names no other
     * @param tokenUrl where the configuration names no other
     */
    public static OAuth2 at(JsonNode config, String authorizeUrl, String tokenUrl, List<String> scopes) {
        return OAuth2.standard(
                config.path("authorizeUrl").asText(authorizeUrl),
                config.path("tokenUrl").asText(tokenUrl),
                scopes);
    }

    /** To the client that the credentials name. */
    public static HttpAuthentication to(OAuth2 provider) {
        return new HttpAuthentication.AuthorizationCode(provider, "clientId", "clientSecret");
    }
}
