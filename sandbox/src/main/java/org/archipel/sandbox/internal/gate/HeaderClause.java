package org.archipel.sandbox.internal.gate;

import java.util.Map;

/**
 * One path of a manifest header with what is said about it (OSGi Core 8, section 3.2.3).
 *
 * @param attributes values by name, without type
 */
record HeaderClause(String path, Map<String, String> attributes, Map<String, String> directives) {
    HeaderClause {
        attributes = Map.copyOf(attributes);
        directives = Map.copyOf(directives);
    }

    /** Whether nothing is said about the path. */
    boolean bare() {
        return attributes.isEmpty() && directives.isEmpty();
    }
}
