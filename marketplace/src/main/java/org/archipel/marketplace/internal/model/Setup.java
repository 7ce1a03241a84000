package org.archipel.marketplace.internal.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.permission.Permission;

/** A version with what it was granted and how it is configured. */
public record Setup(String version, List<Permission> grants, ObjectNode config) {
    public Setup {
        grants = List.copyOf(grants);
    }

    public Setup withConfig(ObjectNode other) {
        return new Setup(version, grants, other);
    }

    public Setup withGrants(List<Permission> others) {
        return new Setup(version, others, config);
    }
}
