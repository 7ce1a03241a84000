package org.archipel.marketplace.internal.checks;

import org.archipel.marketplace.internal.model.Check;

/** One thing that a submission is checked for. Stateless. */
interface SubmissionCheck {
    /** Stable name, kebab-case. */
    String name();

    /** Whether a submission that does not pass is rejected. */
    boolean enforced();

    /** What it finds. An exception counts as an error of the check, which never passes. */
    Verdict examine(Submission submission);

    /** The outcome as it is recorded. */
    default Check outcome(Verdict verdict) {
        return new Check(name(), verdict.outcome(), enforced(), verdict.detail(), verdict.advice());
    }
}
