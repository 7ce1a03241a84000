package org.archipel.sandbox.internal.gate;

import java.util.List;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;
import org.archipel.sandbox.internal.rewrite.weave.PackageWeaver;
import org.archipel.sandbox.internal.rewrite.weave.Problem;

/** Rewrites the code as it will be when the package is installed, and throws the result away: what is refused then is told now. */
final class BytecodeCheck {
    private final PackageWeaver weaver;

    BytecodeCheck(PackageWeaver weaver) {
        this.weaver = weaver;
    }

    void check(List<PackageClass> classes, PackageContent content, Findings findings) {
        Set<String> classPath = content.clauses("Bundle-ClassPath").keySet();
        boolean own = classPath.isEmpty() || classPath.contains(".");
        List<PackageClass> loadable = classes.stream()
                .filter(file -> own || !file.place().isEmpty())
                .filter(PackageClass::loadable)
                .toList();
        for (Problem problem : weaver.weave(loadable).problems()) {
            findings.add(problem.rule(), problem.location(), problem.message());
        }
    }
}
