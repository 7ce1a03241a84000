package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.sandbox.internal.rewrite.rules.Verdict;

/**
 * The verdict on one reference.
 *
 * @param api what is referred to, as a developer writes it, for example {@code java.lang.System.exit(int)}
 * @param declaring internal name of the type that declares it
 */
record Judgement(Verdict verdict, String api, String declaring) {
    private static final int REWRITTEN = 1;

    boolean safe() {
        return verdict instanceof Verdict.Safe;
    }

    /** Of two on the same call, whichever of them it means; a refusal where the call would have to be rewritten in two ways. */
    Judgement stricter(Judgement other) {
        int strictness = strictness(verdict);
        int others = strictness(other.verdict);
        if (strictness != others || strictness != REWRITTEN || verdict.isLike(other.verdict)) {
            return others > strictness ? other : this;
        }
        return new Judgement(
                new Verdict.Refused("it may be " + other.api + " as well, which is called in another way"),
                api,
                declaring);
    }

    private static int strictness(Verdict verdict) {
        if (verdict instanceof Verdict.Safe) {
            return 0;
        }
        if (verdict instanceof Verdict.Denied) {
            return REWRITTEN + 1;
        }
        return verdict instanceof Verdict.Unlisted || verdict instanceof Verdict.Refused ? REWRITTEN + 2 : REWRITTEN;
    }
}
