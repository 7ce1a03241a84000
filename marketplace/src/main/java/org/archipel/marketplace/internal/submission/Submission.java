package org.archipel.marketplace.internal.submission;

import java.nio.file.Path;
import java.util.List;
import org.archipel.marketplace.internal.model.ExtensionVersion;

/**
 * What the checks look at.
 *
 * @param file the package in the store
 * @param published versions of the extension that are published already
 */
record Submission(ExtensionVersion version, Path file, List<ExtensionVersion> published) {
    Submission {
        published = List.copyOf(published);
    }
}
