package org.archipel.marketplace.internal.checks;

import java.util.ArrayList;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.plan.FrameworkForesight;
import org.archipel.marketplace.internal.plan.PlatformProfiles;

/** The bundle would resolve on this platform, and on every other supported version that it says it works on. */
final class ResolutionCheck implements SubmissionCheck {
    private final FrameworkForesight foresight;
    private final PlatformProfiles profiles;

    ResolutionCheck(FrameworkForesight foresight, Settings settings) {
        this.foresight = foresight;
        this.profiles = new PlatformProfiles(settings.platforms());
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
    public Verdict examine(Submission submission) {
        var findings = new ArrayList<String>();
        var here = foresight.resolve(submission.file());
        here.unresolved().forEach(missing -> findings.add("It needs " + missing + "."));
        var tried = new ArrayList<String>();
        for (var profile : profiles.within(submission.version().descriptor().platformRange())) {
            tried.add(profile.version().toString());
            foresight
                    .resolve(submission.file(), profile)
                    .unresolved()
                    .forEach(missing ->
                            findings.add("On platform version " + profile.version() + " it needs " + missing + "."));
        }
        if (!findings.isEmpty()) {
            return Verdict.of(
                    findings,
                    "Embed what the platform does not provide, or change the version ranges of imports and platform.");
        }
        return Verdict.pass(tried.isEmpty() ? "" : "Also on platform versions " + String.join(", ", tried) + ".");
    }
}
