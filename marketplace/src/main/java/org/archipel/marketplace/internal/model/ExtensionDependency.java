package org.archipel.marketplace.internal.model;

import java.util.List;
import java.util.stream.StreamSupport;
import org.archipel.sandbox.ExtensionDescriptor;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * Another extension that one needs.
 *
 * @param range OSGi version range
 */
public record ExtensionDependency(String id, String range) {
    private static final String ANY = "0.0.0";

    /** What a descriptor says it needs, in its member {@code dependencies}. */
    public static List<ExtensionDependency> of(ExtensionDescriptor descriptor) {
        return StreamSupport.stream(descriptor.source().path("dependencies").spliterator(), false)
                .map(node -> new ExtensionDependency(
                        node.path("id").asText(), node.path("range").asText(ANY)))
                .toList();
    }

    /** False too if the range cannot be read. */
    public boolean includes(String version) {
        try {
            return new VersionRange(range).includes(Version.parseVersion(version));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return id + (range.equals(ANY) ? "" : " " + range);
    }
}
