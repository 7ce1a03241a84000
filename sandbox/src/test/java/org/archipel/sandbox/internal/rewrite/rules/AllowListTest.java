package org.archipel.sandbox.internal.rewrite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowListTest {
    private final AllowList list = AllowList.standard();

    @Test
    void theNarrowestRuleCounts() {
        assertThat(list.member("java.lang.System", "exit", "(int)")).isInstanceOf(Verdict.Denied.class);
        assertThat(list.member("java.lang.System", "nanoTime", "()")).isInstanceOf(Verdict.Safe.class);
        assertThat(list.member("java.lang.System", "load", "(java.lang.String)"))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(list.member("java.util.Map$Entry", "getKey", "()")).isInstanceOf(Verdict.Safe.class);
        assertThat(list.member("java.nio.file.attribute.UserPrincipal", "getName", "()"))
                .isInstanceOf(Verdict.Denied.class);
        assertThat(list.member("org.acme.Unknown", "x", "()")).isInstanceOf(Verdict.Unlisted.class);
        assertThat(list.member("Unknown", "x", "()")).isInstanceOf(Verdict.Unlisted.class);
    }

    @Test
    void everyRuleHasAReason() {
        for (Map<String, Verdict> rules : List.of(list.uses(), list.extensions())) {
            assertThat(rules.values())
                    .allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
        }
    }

    /** Guards are found by name and descriptor when code is rewritten; a rule without one would break that. */
    @Test
    void everyGuardTakesTheCallsThatItIsNamedFor() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Guarded)
                        .filter(member -> !member.guarded()))
                .isEmpty();
    }

    @Test
    void everyWrappedCallHasWhatItsGuardTakes() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Wrapped)
                        .filter(member -> !member.wrapped()))
                .isEmpty();
    }

    @Test
    void everySizeIsAnInt() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Sized)
                        .filter(member -> !member.takesInt()))
                .isEmpty();
    }

    /** A rule with a slip of the pen would allow or deny nothing. */
    @Test
    void everyRuleOfTheJdkSpeaksOfSomething() {
        assertThat(RuleTargets.unknown(list)).isEmpty();
    }
}
