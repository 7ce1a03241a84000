package org.archipel.marketplace.internal.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.jar.JarFile;
import org.osgi.framework.Constants;

/** The package says under which licence it may be used. */
final class LicenceCheck implements SubmissionCheck {
    @Override
    public String name() {
        return "licence";
    }

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public Optional<Objection> examine(Submission submission) {
        try (var jar = new JarFile(submission.file().toFile())) {
            var licence = jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_LICENSE);
            return licence == null || licence.isBlank()
                    ? Optional.of(new Objection(
                            "The package names no licence.",
                            "Set the manifest header Bundle-License to an SPDX identifier."))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
