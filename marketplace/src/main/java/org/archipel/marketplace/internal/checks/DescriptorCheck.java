package org.archipel.marketplace.internal.checks;

import java.util.ArrayList;

/** The descriptor tells people what they need to decide: documentation, reasons, and what changed. The gate checked its form. */
final class DescriptorCheck implements SubmissionCheck {
    private static final int SHORT_REASON = 10;

    @Override
    public String name() {
        return "descriptor";
    }

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public Verdict examine(Submission submission) {
        var descriptor = submission.version().descriptor();
        var findings = new ArrayList<String>();
        if (descriptor.source().path("documentation").asText().isBlank()) {
            findings.add("It has no documentation.");
        }
        if (submission.before().isPresent()
                && descriptor.source().path("changelog").asText().isBlank()) {
            findings.add("It does not say what changed since version "
                    + submission.before().get().version() + ".");
        }
        descriptor.permissions().stream()
                .filter(request -> request.reason().strip().length() < SHORT_REASON)
                .forEach(request -> findings.add("The reason for the permission "
                        + request.permission().resource() + " "
                        + request.permission().actions()
                        + " explains nothing."));
        return Verdict.of(findings, "Complete META-INF/archipel/extension.json.");
    }
}
