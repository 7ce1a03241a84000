package org.archipel.marketplace.internal.checks;

import org.archipel.marketplace.internal.plan.PlatformRange;

/** The extension says that it works on this platform. */
final class PlatformRangeCheck implements SubmissionCheck {
    @Override
    public String name() {
        return "platform-range";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        return PlatformRange.problem(submission.version().descriptor())
                .map(problem -> Verdict.fail(problem, "Test it on this platform and widen the range."))
                .orElseGet(Verdict::pass);
    }
}
