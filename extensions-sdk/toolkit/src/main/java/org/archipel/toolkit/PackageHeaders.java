package org.archipel.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The manifest headers that must agree with the descriptor. */
final class PackageHeaders {
    private PackageHeaders() {}

    static Map<String, String> of(JsonNode descriptor, Optional<String> otherVersion) {
        String id = descriptor.path("id").asText();
        String version = otherVersion.orElse(descriptor.path("version").asText());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Bundle-SymbolicName", id);
        headers.put("Bundle-Version", version);
        headers.put("Bundle-Name", text(descriptor, "name"));
        headers.put("Bundle-Vendor", text(descriptor, "publisher"));
        headers.put("Bundle-Description", text(descriptor, "description"));
        headers.put(
                "Provide-Capability",
                "archipel.extension;id=\"" + id + "\";version:Version=\"" + version + "\";category="
                        + descriptor.path("category").asText());
        return headers;
    }

    /** bnd expands macros in headers. */
    private static String text(JsonNode descriptor, String field) {
        return descriptor
                .path(field)
                .asText()
                .replaceAll("\\s+", " ")
                .replace("\\", "\\\\")
                .replace("$", "\\$");
    }
}
