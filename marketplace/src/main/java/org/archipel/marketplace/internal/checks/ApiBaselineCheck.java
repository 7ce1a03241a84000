package org.archipel.marketplace.internal.checks;

import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.osgi.framework.Version;

/** What others can rely on in the version before is still there, unless the major version changed. */
final class ApiBaselineCheck implements SubmissionCheck {
    private static final int SHOWN = 10;

    private final PackageStore packages;

    ApiBaselineCheck(PackageStore packages) {
        this.packages = packages;
    }

    @Override
    public String name() {
        return "api-baseline";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var before = submission.before();
        if (before.isEmpty()) {
            return Verdict.pass("There is no earlier version to compare with.");
        }
        var old = ApiSurface.of(
                packages.verified(before.get().packageHash()), before.get().descriptor());
        var present = ApiSurface.of(submission.file(), submission.version().descriptor());
        var removed = present.lacking(old);
        var added = old.lacking(present);
        var from = Submission.numberOf(before.get());
        if (!removed.isEmpty() && !mayBreak(from, submission.number())) {
            return Verdict.fail(
                    "Against version " + from + " it lacks " + words(removed) + ".",
                    "Put back what is lacking, or give it the version " + next(from) + ".");
        }
        return Verdict.pass(
                "Against version " + from + ": " + (removed.isEmpty() ? "nothing lacks" : "it lacks " + words(removed))
                        + (added.isEmpty() ? "." : "; new is " + words(added) + "."));
    }

    /** A new major version may; before 1.0 a new minor one. */
    private static boolean mayBreak(Version from, Version to) {
        return to.getMajor() > from.getMajor() || from.getMajor() == 0 && to.getMinor() > from.getMinor();
    }

    private static String next(Version from) {
        return from.getMajor() == 0 ? "0." + (from.getMinor() + 1) + ".0" : (from.getMajor() + 1) + ".0.0";
    }

    private static String words(Set<String> elements) {
        var shown = elements.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return elements.size() <= SHOWN ? shown : shown + " and " + (elements.size() - SHOWN) + " more";
    }
}
