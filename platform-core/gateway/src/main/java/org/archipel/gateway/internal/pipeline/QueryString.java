package org.archipel.gateway.internal.pipeline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** The query of a request. The parameters are read from the address only, never from a form. Immutable. */
final class QueryString {
    static final QueryString EMPTY = new QueryString("", List.of());

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

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(ErrorCode.VALIDATION_ERROR, "The query is encoded wrongly.");
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
