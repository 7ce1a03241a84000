package org.archipel.gateway.internal.pipeline;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** The query of a request. The parameters are read from the address only, never from a form. Immutable. */
final class QueryString {
    static final QueryString EMPTY = new QueryString("", List.of());

    /** What a query holds as it is besides letters and digits (RFC 3986, section 3.4); brackets are common in it. */
    private static final String SIGNS = "-._~!$&'()*+,;=:@/?[]";

    private final String raw;
    private final List<Parameter> parameters;

    private record Parameter(String name, String value, String raw) {}

    private QueryString(String raw, List<Parameter> parameters) {
        this.raw = raw;
        this.parameters = parameters;
    }

    /** @param raw as it was sent; null for none */
    static QueryString parse(String raw) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String part : raw.split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            parameters.add(new Parameter(decode(name), equals < 0 ? "" : decode(part.substring(equals + 1)), part));
        }
        return new QueryString(raw, parameters);
    }

    /**
     * A query as it goes on: browsers leave characters in it that RFC 3986 has encoded, such as {@code |} and braces.
     *
     * @throws PlatformException {@code VALIDATION_ERROR} if it is encoded wrongly
     */
    static String canonical(String raw) {
        int at = 0;
        while (at < raw.length() && isOfQuery(raw, at)) {
            at++;
        }
        if (at == raw.length()) {
            return raw;
        }
        StringBuilder canonical = new StringBuilder(raw.length() + 16).append(raw, 0, at);
        for (; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (isOfQuery(raw, at)) {
                canonical.append(c);
            } else if (c == '%') {
                throw wrong();
            } else {
                int end = raw.offsetByCodePoints(at, 1);
                canonical.append(URLEncoder.encode(raw.substring(at, end), StandardCharsets.UTF_8));
                at = end - 1;
            }
        }
        return canonical.toString();
    }

    private static boolean isOfQuery(String raw, int at) {
        char c = raw.charAt(at);
        if (c == '%') {
            return at + 2 < raw.length()
                    && HexFormat.isHexDigit(raw.charAt(at + 1))
                    && HexFormat.isHexDigit(raw.charAt(at + 2));
        }
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SIGNS.indexOf(c) >= 0;
    }

    private static PlatformException wrong() {
        return new PlatformException(ErrorCode.VALIDATION_ERROR, "The query is encoded wrongly.");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    /** As it was sent; empty for none. */
    String raw() {
        return raw;
    }

    /** The first parameter of a name, decoded; null if there is none. */
    String first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** As it was sent, but for a parameter. */
    String without(String name) {
        if (first(name) == null) {
            return raw;
        }
        StringBuilder rest = new StringBuilder();
        for (Parameter parameter : parameters) {
            if (!parameter.name().equals(name)) {
                rest.append(rest.isEmpty() ? "" : "&").append(parameter.raw());
            }
        }
        return rest.toString();
    }
}
