package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Who may call.
 *
 * @param type null for an API key
 * @param settings of the type, see {@link TokenSettings}; null for none
 * @param roles of which the caller needs one; none means that everybody whom the type accepts may call
 * @param scopes all of which the caller needs
 */
public record AuthenticationSettings(Type type, ObjectNode settings, List<String> roles, List<String> scopes) {
    static final AuthenticationSettings STANDARD = new AuthenticationSettings(null, null, null, null);

    public AuthenticationSettings {
        type = type == null ? Type.API_KEY : type;
        settings = settings == null ? JsonNodeFactory.instance.objectNode() : settings.deepCopy();
        roles = roles == null ? List.of() : List.copyOf(roles);
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
    }

    /** Whether callers prove themselves by what the platform issued: its keys, or its own tokens. */
    public boolean takesPlatformKeys() {
        return type == Type.API_KEY || type == Type.OAUTH2 && settings.isEmpty();
    }

    public AuthenticationSettings with(ObjectNode changed) {
        return new AuthenticationSettings(type, changed, roles, scopes);
    }

    /** How callers prove who they are. */
    public enum Type {
        NONE,
        API_KEY,
        JWT,
        OAUTH2
    }
}
