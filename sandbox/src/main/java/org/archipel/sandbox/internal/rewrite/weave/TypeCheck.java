package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.archipel.sandbox.internal.rule.Rule;
import org.objectweb.asm.Type;

/** Judges the types that a class names without calling them. */
final class TypeCheck {
    private final ApiJudge judge;

    TypeCheck(ApiJudge judge) {
        this.judge = judge;
    }

    /** A type that is named; one that is on no list is an error in the extension's own code. */
    void named(Site site, Type type) {
        if (type.getSort() == Type.METHOD) {
            for (Type argument : type.getArgumentTypes()) {
                named(site, argument);
            }
            named(site, type.getReturnType());
        } else if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
            Judgement judgement = judge.type(type.getInternalName());
            if (judgement.verdict() instanceof Verdict.Unlisted && !site.embedded()) {
                site.error(
                        WeaveRules.NOT_LISTED,
                        judgement.api() + ": " + judgement.verdict().reason());
            }
        }
    }

    /** Tells what a class must not do, in a library as a denial. */
    static void report(Site site, Rule rule, Judgement judgement) {
        if (judgement.verdict() instanceof Verdict.Denied || site.embedded()) {
            site.denied(judgement.api());
        } else {
            site.error(rule, judgement.api() + ": " + judgement.verdict().reason());
        }
    }
}
