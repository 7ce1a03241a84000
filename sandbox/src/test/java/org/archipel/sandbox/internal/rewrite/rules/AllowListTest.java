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
        assertThat(list.member("java.nio.file.attribute.FileTime", "toString", "()"))
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
}
