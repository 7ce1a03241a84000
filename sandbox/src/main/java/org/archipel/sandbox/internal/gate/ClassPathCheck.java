package org.archipel.sandbox.internal.gate;

import java.util.Locale;
import java.util.Set;
import org.archipel.sandbox.internal.rule.Rule;

/** The bundle class path names the package itself and jars within it. */
final class ClassPathCheck implements ContentCheck {
    private static final Rule RULE =
            Rule.error("manifest.class-path", "Name the package itself (.) and jars within it.");
    private static final Rule ALIEN_MANIFEST =
            Rule.error("manifest.hidden-manifest", "Remove manifests below META-INF/versions.");

    @Override
    public void check(PackageContent content, Findings findings) {
        Set<String> names = content.entryNames();
        for (String path : content.clauses("Bundle-ClassPath").keySet()) {
            if (!path.equals(".") && !(names.contains(path) && path.endsWith(".jar"))) {
                findings.add(RULE, PackageContent.MANIFEST + "#Bundle-ClassPath", path + " is no jar in the package");
            }
        }
        for (String name : names) {
            String upper = name.toUpperCase(Locale.ROOT);
            boolean other = upper.equals(PackageContent.MANIFEST) && !name.equals(PackageContent.MANIFEST);
            if (other || upper.startsWith("META-INF/VERSIONS/") && upper.endsWith("/MANIFEST.MF")) {
                findings.add(ALIEN_MANIFEST, name, "a second manifest is not allowed");
            }
        }
    }
}
