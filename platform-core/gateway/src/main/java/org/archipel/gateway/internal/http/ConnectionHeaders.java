package org.archipel.gateway.internal.http;

import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;

/** Headers that belong to one connection and are not handed on (RFC 9110, section 7.6.1). */
public final class ConnectionHeaders {
    private static final Set<String> NAMES = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "http2-settings");

    private ConnectionHeaders() {}

    /** Those that always do, in lower case. */
    public static Set<String> names() {
        return NAMES;
    }

    /** Whether a message's Connection headers name a header. @param named what they name; null for none */
    public static boolean isAmong(String name, String named) {
        return named != null && isNamed(name, named);
    }

    /** What a message's Connection headers name, all of them; null for none. */
    public static String named(Enumeration<String> values) {
        if (values == null || !values.hasMoreElements()) {
            return null;
        }
        String named = values.nextElement();
        while (values.hasMoreElements()) {
            named += "," + values.nextElement();
        }
        return named;
    }

    /** @param named the value of the message's Connection header, which names further ones; null for none */
    public static boolean isOne(String name, String named) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT)) || named != null && isNamed(name, named);
    }

    private static boolean isNamed(String name, String named) {
        if (named.equalsIgnoreCase("keep-alive") || named.equalsIgnoreCase("close")) {
            return false;
        }
        for (String option : named.split(",")) {
            if (option.strip().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
