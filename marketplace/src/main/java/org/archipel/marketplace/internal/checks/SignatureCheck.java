package org.archipel.marketplace.internal.checks;

import org.archipel.marketplace.internal.trust.PackageTrust;

/** The package is signed with a key that its publisher registered. */
final class SignatureCheck implements SubmissionCheck {
    private final PackageTrust trust;

    SignatureCheck(PackageTrust trust) {
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
        var unsigned = trust.signatures(submission.version()).publisher().isEmpty();
        if (unsigned && !trust.required()) {
            return Verdict.pass("It is not signed, which this marketplace allows.");
        }
        return trust.problem(submission.version())
                .map(problem -> Verdict.fail(
                        problem,
                        "Register the key at /api/marketplace/publisher-keys, sign the package with it, and send the"
                                + " signature in the header Package-Signature."))
                .orElseGet(Verdict::pass);
    }
}
