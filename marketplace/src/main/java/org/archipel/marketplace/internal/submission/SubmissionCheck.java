package org.archipel.marketplace.internal.submission;

import java.util.Optional;
import org.archipel.marketplace.internal.model.Check;

/** One thing that a submission is checked for. Stateless. */
interface SubmissionCheck {
    /** Stable name, kebab-case. */
    String name();

    /** Whether a submission that does not pass is rejected. */
    boolean enforced();

    /** Empty if it passes. An exception counts as an error of the check, which never passes. */
    Optional<Objection> examine(Submission submission);

    /** @param advice what the publisher can do about it */
    record Objection(String detail, String advice) {}

    /** The outcome as it is recorded. */
    default Check outcome(Optional<Objection> objection) {
        return objection
                .map(found -> new Check(name(), Check.Outcome.FAILED, enforced(), found.detail(), found.advice()))
                .orElseGet(() -> new Check(name(), Check.Outcome.PASSED, enforced(), "", ""));
    }
}
