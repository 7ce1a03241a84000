package org.archipel.marketplace.internal.checks;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.osgi.framework.Version;

/**
 * What the checks look at.
 *
 * @param file the package in the store
 * @param published versions of the extension that are published already
 */
public record Submission(ExtensionVersion version, Path file, List<ExtensionVersion> published) {
    public Submission {
        published = List.copyOf(published);
    }

    Version number() {
        return Version.parseVersion(version.version());
    }

    /** The newest published version that is older than this one. */
    Optional<ExtensionVersion> before() {
        return published.stream()
                .filter(other -> numberOf(other).compareTo(number()) < 0)
                .max(Comparator.comparing(Submission::numberOf));
    }

    static Version numberOf(ExtensionVersion version) {
        return Version.parseVersion(version.version());
    }
}
