package org.archipel.marketplace.internal.checks;

import java.util.Comparator;
import org.osgi.framework.Version;

/** A version is newer than what is published, at least within its own line of major and minor version. */
final class VersionOrderCheck implements SubmissionCheck {
    @Override
    public String name() {
        return "version-order";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var version = submission.number();
        var published =
                submission.published().stream().map(Submission::numberOf).toList();
        var newest = published.stream().max(Comparator.naturalOrder());
        if (newest.isEmpty() || version.compareTo(newest.get()) > 0) {
            return Verdict.pass();
        }
        var newestOfLine =
                published.stream().filter(other -> sameLine(other, version)).max(Comparator.naturalOrder());
        if (newestOfLine.filter(other -> version.compareTo(other) > 0).isPresent()) {
            return Verdict.pass("It is a fix of the line " + version.getMajor() + "." + version.getMinor() + "; the"
                    + " newest version is " + newest.get() + ".");
        }
        return Verdict.fail(
                "Version " + newest.get() + " is published already, and " + version + " is lower.",
                "Give it a version above " + newestOfLine.orElse(newest.get()) + ".");
    }

    private static boolean sameLine(Version one, Version other) {
        return one.getMajor() == other.getMajor() && one.getMinor() == other.getMinor();
    }
}
