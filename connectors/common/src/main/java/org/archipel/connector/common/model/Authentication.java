package org.archipel.connector.common.model;

import java.util.List;
import java.util.Map;
import org.archipel.api.connector.HttpAuthentication;

/** How requests are authenticated; parts that the style does not use are empty. */
public record Authentication(
        Style style,
        String header,
        String prefix,
        String parameter,
        String tokenUrl,
        List<String> scopes,
        Map<String, String> extra) {
    public Authentication {
        scopes = List.copyOf(scopes);
        extra = Map.copyOf(extra);
    }

    /** What the platform is told; the credentials are called {@code apiKey}, {@code username} and so on. */
    public HttpAuthentication toHttp() {
        return switch (style) {
            case NONE -> new HttpAuthentication.None();
            case API_KEY_HEADER -> new HttpAuthentication.Header(header, prefix, "apiKey");
            case API_KEY_QUERY -> new HttpAuthentication.Query(parameter, "apiKey");
            case BASIC -> new HttpAuthentication.Basic("username", "password");
            case BEARER -> new HttpAuthentication.Bearer("token");
            case OAUTH2_CLIENT_CREDENTIALS ->
                new HttpAuthentication.ClientCredentials(tokenUrl, "clientId", "clientSecret", scopes, extra);
        };
    }

    /** The styles of the configuration. */
    public enum Style {
        NONE,
        API_KEY_HEADER,
        API_KEY_QUERY,
        BASIC,
        BEARER,
        OAUTH2_CLIENT_CREDENTIALS
    }
}
