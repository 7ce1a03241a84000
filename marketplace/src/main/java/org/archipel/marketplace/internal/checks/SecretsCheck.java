package org.archipel.marketplace.internal.checks;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** No credentials are packed in: in texts, in constants of classes, or as files of a kind that holds them. */
final class SecretsCheck implements SubmissionCheck {
    private static final Map<String, Pattern> PATTERNS = new LinkedHashMap<>();
    private static final Pattern FILES = Pattern.compile(
            "(.*/)?(id_(rsa|dsa|ecdsa|ed25519)|\\.env|\\.npmrc|\\.netrc|\\.htpasswd|[^/]*\\.(p12|pfx|jks|keystore|kdbx))",
            Pattern.CASE_INSENSITIVE);

    // Whoever submits chooses the texts: no expression may go back over what it has read, or begin anew within it.
    static {
        pattern("a private key", "-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\s|\\\\[nr])*+[A-Za-z0-9+/=]{40,}");
        pattern("an AWS access key", "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b");
        pattern("a GitHub token", "\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\\b");
        pattern("a GitLab token", "\\bglpat-[A-Za-z0-9_-]{20}");
        pattern("a Slack token", "\\bxox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{10,}");
        pattern("a Stripe key", "\\b[rs]k_live_[A-Za-z0-9]{20,}");
        pattern("a Google API key", "\\bAIza[0-9A-Za-z_-]{35}");
        pattern("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b");
        pattern("a SendGrid key", "\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
        pattern(
                "a signed token (JWT)",
                "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}+\\.eyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{20,}");
        pattern("an API key of this platform", "\\bark_[A-Za-z0-9_-]{20,}");
        pattern("a password in an address", "\\b[a-z][a-z0-9+]{2,10}://[A-Za-z0-9._-]+:[^\\s/@:$\\{]{6,}@[A-Za-z0-9]");
    }

    private static void pattern(String what, String expression) {
        PATTERNS.put(what, Pattern.compile(expression));
    }

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var found = new TreeSet<String>();
        PackageFiles.visit(submission.file(), (name, content) -> {
            if (FILES.matcher(name).matches()) {
                found.add(name + " is a file of a kind that holds credentials.");
            }
            if (!PackageFiles.isArchive(content)) {
                var text = name.endsWith(".class")
                        ? ClassTexts.of(content)
                        : new String(content, StandardCharsets.ISO_8859_1);
                PATTERNS.forEach((what, pattern) -> {
                    if (pattern.matcher(text).find()) {
                        found.add(name + " contains " + what + ".");
                    }
                });
            }
        });
        return Verdict.of(
                List.copyOf(found),
                "Take it out, and replace the credential: whoever had the package may have it. Credentials of"
                        + " users come through the extension's secrets.");
    }
}
