package org.archipel.marketplace.internal.submission;

import java.util.Optional;
import org.archipel.marketplace.internal.plan.FrameworkForesight;

/** The bundle would resolve on this platform. */
final class ResolutionCheck implements SubmissionCheck {
    private final FrameworkForesight foresight;

    ResolutionCheck(FrameworkForesight foresight) {
        this.foresight = foresight;
    }

    @Override
    public String name() {
        return "resolution";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Optional<Objection> examine(Submission submission) {
        var resolution = foresight.resolve(submission.file());
        return resolution.resolved()
                ? Optional.empty()
                : Optional.of(new Objection(
                        "It needs " + String.join("; it needs ", resolution.unresolved()) + ".",
                        "Embed what the platform does not provide, or widen the version range."));
    }
}
