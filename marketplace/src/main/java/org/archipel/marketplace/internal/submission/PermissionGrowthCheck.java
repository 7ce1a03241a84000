package org.archipel.marketplace.internal.submission;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.sandbox.PermissionVocabulary;
import org.osgi.framework.Version;

/** Tells the reviewer, and the publisher, when a version asks for more than the one before it: every user has to consent again. */
final class PermissionGrowthCheck implements SubmissionCheck {
    private final PermissionVocabulary vocabulary;

    PermissionGrowthCheck(PermissionVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return "permission-growth";
    }

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public Optional<Objection> examine(Submission submission) {
        return submission.published().stream()
                .filter(other -> version(other).compareTo(version(submission.version())) < 0)
                .max(Comparator.comparing(PermissionGrowthCheck::version))
                .map(before -> vocabulary.diff(required(before), required(submission.version())))
                .filter(difference -> difference.asksForMore())
                .map(difference -> new Objection(
                        "It asks for more than the version before: "
                                + Stream.concat(difference.added().stream(), difference.widened().stream())
                                        .flatMap(permission -> vocabulary.describe(permission).stream())
                                        .map(sentence -> sentence.text().getOrDefault("en", sentence.action()))
                                        .collect(Collectors.joining("; ")),
                        "Make new permissions optional where the extension can work without them."));
    }

    private static List<Permission> required(ExtensionVersion version) {
        return version.descriptor().permissions().stream()
                .filter(PermissionRequest::required)
                .map(PermissionRequest::permission)
                .toList();
    }

    private static Version version(ExtensionVersion version) {
        return Version.parseVersion(version.version());
    }
}
