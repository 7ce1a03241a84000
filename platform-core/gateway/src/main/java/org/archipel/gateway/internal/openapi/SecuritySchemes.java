package org.archipel.gateway.internal.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.gateway.internal.model.AuthenticationSettings;

/** How callers prove who they are, as OpenAPI says it. */
final class SecuritySchemes {
    private SecuritySchemes() {}

    /** @param schemes of the document, to which those of the operation are added */
    static void add(ObjectNode operation, ObjectNode schemes, AuthenticationSettings settings) {
        ArrayNode security = operation.putArray("security");
        switch (settings.type()) {
            case NONE -> {
                // An empty list says that none is needed.
            }
            case API_KEY -> keys(security, schemes, settings);
            case JWT, OAUTH2 -> {
                ObjectNode scheme =
                        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
                if (settings.type() == AuthenticationSettings.Type.JWT) {
                    scheme.put("bearerFormat", "JWT");
                }
                needs(security, "bearer", settings);
                if (settings.takesPlatformKeys()) {
                    keys(security, schemes, settings);
                }
            }
        }
    }

    private static void keys(ArrayNode security, ObjectNode schemes, AuthenticationSettings settings) {
        schemes.putObject("apiKey").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
        needs(security, "apiKey", settings);
        if (settings.settings().path("allowQuery").asBoolean()) {
            String name = settings.settings().path("queryParameter").asText("api_key");
            // One scheme for each name: not all APIs use the same.
            String scheme = name.equals("api_key") ? "apiKeyInQuery" : "apiKeyInQuery." + componentName(name);
            schemes.putObject(scheme).put("type", "apiKey").put("in", "query").put("name", name);
            needs(security, scheme, settings);
        }
    }

    /** The list behind a scheme that has no scopes of its own holds what the caller has to be allowed (OpenAPI 3.1, section 4.8.30). */
    private static void needs(ArrayNode security, String scheme, AuthenticationSettings settings) {
        ArrayNode scopes = security.addObject().putArray(scheme);
        settings.scopes().forEach(scopes::add);
    }

    /** Names of components have letters, digits and few signs only. */
    private static String componentName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
