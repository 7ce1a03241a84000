package org.archipel.sandbox.internal.rewrite.weave;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes of others that a package mentions. */
final class OtherClasses {
    // No ordinary package mentions as many.
    private static final int MOST = 20_000;

    private OtherClasses() {}

    /** All of them, which are loaded before the package runs: to leave some out would leave a hole, so too many are an error. */
    static Set<String> of(List<PackageClass> classes, Problems problems) {
        Set<String> own = classes.stream().map(PackageClass::name).collect(Collectors.toSet());
        Set<String> others = new HashSet<>();
        for (PackageClass file : classes) {
            for (String mentioned : mentioned(file, problems)) {
                if (!own.contains(mentioned)) {
                    others.add(mentioned);
                }
            }
            if (others.size() > MOST) {
                problems.error(
                        WeaveRules.MENTIONED,
                        file.place() + file.path(),
                        "up to here the package mentions more than " + MOST + " classes that are not in it");
                return Set.of();
            }
        }
        return others;
    }

    // Also by constants that nothing uses, which nobody has looked at yet.
    private static Set<String> mentioned(PackageClass file, Problems problems) {
        try {
            return MentionedClasses.of(file.bytes());
        } catch (RuntimeException e) {
            problems.error(WeaveRules.UNREADABLE, file.place() + file.path(), "a type that it mentions cannot be read");
            return Set.of();
        }
    }
}
