package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What the variables of a definition's texts stand for in a request. */
final class Variables {
    /** The caller's id. */
    static final String CALLER = "caller.id";

    private static final String REQUEST = "request.id";
    private static final String QUERY = "query.";
    private static final String BODY = "body.";

    private Variables() {}

    /** @param body null for none */
    static String value(VariableSource source, JsonNode body, String name) {
        if (name.startsWith(QUERY)) {
            return Optional.ofNullable(source.query(name.substring(QUERY.length())))
                    .orElse("");
        }
        if (name.startsWith(BODY)) {
            return body == null ? "" : body.path(name.substring(BODY.length())).asText("");
        }
        return switch (name) {
            case CALLER -> source.callerId();
            case REQUEST -> source.requestId();
            default -> Optional.ofNullable(source.parameter(name)).orElse("");
        };
    }

    /** Whether a name can stand for something. */
    static boolean isKnown(String name, List<String> parameters) {
        return name.startsWith(QUERY)
                || name.startsWith(BODY)
                || name.equals(CALLER)
                || name.equals(REQUEST)
                || parameters.contains(name);
    }

    /** Whether a name stands for something of the body. */
    static boolean isOfBody(String name) {
        return name.startsWith(BODY);
    }
}
