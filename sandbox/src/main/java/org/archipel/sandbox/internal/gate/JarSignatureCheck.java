package org.archipel.sandbox.internal.gate;

import java.util.Locale;
import java.util.regex.Pattern;
import org.archipel.sandbox.internal.rule.Rule;

/**
 * The package carries no signature of the jar format: it would be of classes as they were before they are rewritten, and says
 * nothing of who published the package. Publishers sign packages as a whole.
 */
final class JarSignatureCheck implements ContentCheck {
    private static final Rule RULE = Rule.error(
            "zip.jar-signature", "Remove the signature files below META-INF; a package is signed as a whole.");
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(?:SIG-[^/]*|[^/]*\\.(?:SF|RSA|DSA|EC))");

    @Override
    public void check(PackageContent content, Findings findings) {
        content.entryNames().stream()
                .filter(name -> SIGNATURE.matcher(name.toUpperCase(Locale.ROOT)).matches())
                .sorted()
                .forEach(name -> findings.add(RULE, name, "the package is signed as a jar"));
    }
}
