package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The scopes that a person is asked to consent to (RFC 6749, section 3.3): a provider refuses one that its app does not have. */
public final class Scopes {
    private Scopes() {}

    /**
     * Those of the configuration.
     *
     * @param config as {@code "scopes": ["name", …]}
     * @param usual for all that the connector can do; where the configuration names none
     */
    public static List<String> of(JsonNode config, String... usual) {
        List<String> named = new ArrayList<>();
        config.path("scopes").forEach(scope -> named.add(scope.asText()));
        return named.isEmpty() ? List.of(usual) : List.copyOf(named);
    }
}
