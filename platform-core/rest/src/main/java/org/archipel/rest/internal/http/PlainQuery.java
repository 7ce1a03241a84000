package org.archipel.rest.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The query of a request as RFC 3986 wants it. Clients send brackets, quotes or bars as they are; they mean the encoded ones, without
 * which the address could not be parsed later on.
 */
final class PlainQuery extends HttpServletRequestWrapper {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final String ALLOWED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%";

    private final String query;

    private PlainQuery(HttpServletRequest request, String query) {
        super(request);
        this.query = query;
    }

    /** Whether it has an escape that is none. */
    static boolean isBroken(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null
                && query.indexOf('%') >= 0
                && BROKEN_ESCAPE.matcher(query).find();
    }

    /** The request itself, unless its query has to be written in another way. */
    static HttpServletRequest of(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || query.chars().allMatch(c -> ALLOWED.indexOf(c) >= 0)) {
            return request;
        }
        return new PlainQuery(request, encoded(query));
    }

    private static String encoded(String query) {
        StringBuilder encoded = new StringBuilder(query.length() + 32);
        query.codePoints().forEach(c -> {
            if (ALLOWED.indexOf(c) >= 0) {
                encoded.append((char) c);
                return;
            }
            for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                encoded.append(String.format("%%%02X", octet & 0xFF));
            }
        });
        return encoded.toString();
    }

    @Override
    public String getQueryString() {
        return query;
    }
}
