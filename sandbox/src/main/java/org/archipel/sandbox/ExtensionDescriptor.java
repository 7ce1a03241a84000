package org.archipel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.permission.PermissionRequest;

/**
 * The content of {@code META-INF/archipel/extension.json}, valid against its published JSON Schema.
 *
 * @param version OSGi syntax, equal to the bundle's version
 * @param platformRange the platform versions that it works on, OSGi range syntax
 * @param configSchema JSON Schema 2020-12
 * @param source the whole descriptor as it was written
 */
public record ExtensionDescriptor(
        String id,
        String version,
        String name,
        String description,
        String category,
        List<String> tags,
        String publisher,
        String platformRange,
        List<PermissionRequest> permissions,
        ObjectNode configSchema,
        ObjectNode source) {
    public ExtensionDescriptor {
        tags = List.copyOf(tags);
        permissions = List.copyOf(permissions);
    }
}
