package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.sandbox.internal.rewrite.rules.Verdict;

/**
 * The verdict on one reference.
 *
 * @param api what is referred to, as a developer writes it, for example {@code java.lang.System.exit(int)}
 * @param declaring internal name of the type that declares it
 */
record Judgement(Verdict verdict, String api, String declaring) {
    boolean safe() {
        return verdict instanceof Verdict.Safe;
    }
}
