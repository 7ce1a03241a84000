package org.archipel.connector.common.model;

import java.util.List;
import java.util.Map;

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
