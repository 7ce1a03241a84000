package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generic types within each other are bounded, wherever a class has them. */
class DeepSignaturesTest {
    private static String lists(int levels) {
        return "List<".repeat(levels) + "String" + ">".repeat(levels);
    }

    @Test
    void acceptsAHundredLevels() {
        assertThat(Woven.sample(lists(DeepSignatures.MOST) + " field;").errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s field;",
                "%s method() { return null; }",
                "void method(%s parameter) {}",
                "static class Inner extends ArrayList<%s> {}",
                "record Inner(%s component) {}"
            })
    void refusesMore(String member) {
        assertThat(Woven.sample(member.formatted(lists(DeepSignatures.MOST + 1)))
                        .errors())
                .contains("class.generic-signature")
                .containsOnly("class.generic-signature");
    }

    @Test
    void arraysAndInnerClassesAreLevels() {
        assertThat(DeepSignatures.deep("La<*>" + ".b".repeat(101) + ";")).isTrue();
        assertThat(DeepSignatures.deep("La<[[".repeat(40) + "*" + ">;".repeat(40)))
                .isTrue();
    }

    /** As many as one likes stand beside each other. */
    @Test
    void whatStandsBesideIsNoLevel() {
        assertThat(DeepSignatures.deep("(" + "[TT;La<*>.b;".repeat(200) + ")[TT;"))
                .isFalse();
        assertThat(DeepSignatures.deep("La<" + "Lb<*>;".repeat(200) + ">;")).isFalse();
        assertThat(DeepSignatures.deep(null)).isFalse();
    }
}
