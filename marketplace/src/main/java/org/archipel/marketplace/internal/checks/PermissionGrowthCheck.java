package org.archipel.marketplace.internal.checks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.sandbox.PermissionVocabulary;

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
    public Verdict examine(Submission submission) {
        return submission
                .before()
                .map(before -> vocabulary.diff(required(before), required(submission.version())))
                .filter(difference -> difference.asksForMore())
                .map(difference -> Verdict.fail(
                        "It asks for more than the version before: "
                                + Stream.concat(difference.added().stream(), difference.widened().stream())
                                        .flatMap(permission -> vocabulary.describe(permission).stream())
                                        .map(sentence -> sentence.text().getOrDefault("en", sentence.action()))
                                        .collect(Collectors.joining("; ")),
                        "Make new permissions optional where the extension can work without them."))
                .orElseGet(Verdict::pass);
    }

    private static List<Permission> required(ExtensionVersion version) {
        return version.descriptor().permissions().stream()
                .filter(PermissionRequest::required)
                .map(PermissionRequest::permission)
                .toList();
    }
}
