package org.archipel.marketplace.internal.checks;

import java.util.List;
import org.archipel.marketplace.internal.model.Check;

/**
 * What a check found.
 *
 * @param detail for the publisher and the reviewer; empty when there is nothing to say
 * @param advice what the publisher can do about it; empty when nothing is to be done
 */
record Verdict(Check.Outcome outcome, String detail, String advice) {
    private static final int LIMIT = 4000;

    Verdict {
        detail = detail.length() <= LIMIT ? detail : detail.substring(0, LIMIT) + "…";
    }

    static Verdict pass() {
        return new Verdict(Check.Outcome.PASSED, "", "");
    }

    static Verdict pass(String detail) {
        return new Verdict(Check.Outcome.PASSED, detail, "");
    }

    /** It is not made here. */
    static Verdict skip(String why) {
        return new Verdict(Check.Outcome.SKIPPED, why, "");
    }

    static Verdict fail(String detail, String advice) {
        return new Verdict(Check.Outcome.FAILED, detail, advice);
    }

    /** Passed if nothing was found, each finding a sentence. */
    static Verdict of(List<String> findings, String advice) {
        return findings.isEmpty() ? pass() : fail(String.join(" ", findings), advice);
    }
}
