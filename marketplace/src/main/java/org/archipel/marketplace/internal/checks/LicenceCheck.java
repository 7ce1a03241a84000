package org.archipel.marketplace.internal.checks;

import java.util.regex.Pattern;
import org.osgi.framework.Constants;

/** The package says under which licence it may be used, by an SPDX expression or an address. */
final class LicenceCheck implements SubmissionCheck {
    private static final Pattern SPDX = Pattern.compile(
            "\\(?(LicenseRef-)?[A-Za-z][A-Za-z0-9.+-]{1,60}\\)?( (AND|OR|WITH) \\(?[A-Za-z][A-Za-z0-9.+-]{1,60}\\)?)*");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

    @Override
    public String name() {
        return "licence";
    }

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public Verdict examine(Submission submission) {
        var licence = PackageFiles.headers(submission.file()).getOrDefault(Constants.BUNDLE_LICENSE, "");
        var named = licence.split(";")[0].strip();
        if (named.isEmpty()) {
            return Verdict.fail(
                    "The package names no licence.", "Set the manifest header Bundle-License to an SPDX identifier.");
        }
        return SPDX.matcher(named).matches() || ADDRESS.matcher(named).matches()
                ? Verdict.pass(named)
                : Verdict.fail(
                        "The licence \"" + named + "\" is no SPDX expression.",
                        "Write the SPDX identifier, for example Apache-2.0 or LicenseRef-Proprietary.");
    }
}
