package org.archipel.marketplace.internal.checks;

import org.archipel.marketplace.internal.trust.Namespaces;

/** The publisher owns the namespace of the extension's id, still. */
final class NamespaceCheck implements SubmissionCheck {
    private final Namespaces namespaces;

    NamespaceCheck(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Override
    public String name() {
        return "namespace";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var version = submission.version();
        return namespaces.owns(version.organizationId(), version.extensionId())
                ? Verdict.pass()
                : Verdict.fail(
                        "The id " + version.extensionId() + " lies in no namespace of the publisher.",
                        "Ask for the namespace at /api/marketplace/namespaces and submit again when it is approved.");
    }
}
