package org.archipel.connectors.emulators;

import java.util.Locale;

/** How clients must authenticate. The secrets are {@link #KEY}, {@link #USER} and {@link #PASSWORD}. */
public enum AccessRule {
    NONE,
    /** {@code X-Api-Key: KEY} */
    API_KEY_HEADER,
    /** {@code ?api_key=KEY} */
    API_KEY_QUERY,
    /** HTTP Basic with USER and PASSWORD. */
    BASIC,
    /** {@code Authorization: Bearer KEY} */
    BEARER,
    /** A bearer token from {@code POST /oauth/token} by the client credentials grant; USER and PASSWORD are the client's. */
    OAUTH2;

    public static final String KEY = "places-key-1234567890";
    public static final String USER = "archipelago";
    public static final String PASSWORD = "correct horse: battery";

    static AccessRule ofRouteName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
