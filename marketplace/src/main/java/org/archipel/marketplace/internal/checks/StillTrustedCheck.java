package org.archipel.marketplace.internal.checks;

import org.archipel.marketplace.internal.trust.PackageTrust;

/** The key that signed the package was not revoked since; one that was retired stays good for what it signed. */
final class StillTrustedCheck implements SubmissionCheck {
    private final PackageTrust trust;

    StillTrustedCheck(PackageTrust trust) {
        this.trust = trust;
    }

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        return trust.distrust(submission.version())
                .map(reason -> Verdict.fail(reason + ".", "Sign the package with another key and submit it again."))
                .orElseGet(Verdict::pass);
    }
}
