package org.archipel.connector.common.wire;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986, as UTF-8. */
public final class Percent {
    private Percent() {}

    /** For a name or value of a query: all but the unreserved characters. */
    public static String encode(String text) {
        return encode(text, "");
    }

    /** For one segment of a path: what may stand there stays, an at sign for example. */
    public static String segment(String text) {
        return encode(text, "!$&'()*+,;=:@");
    }

    private static String encode(String text, String allowed) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
            if (letter || b == '-' || b == '.' || b == '_' || b == '~' || b > 0 && allowed.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
