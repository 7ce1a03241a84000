package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of arrays: each dimension makes a class that stays. */
class DeepArraysTest {
    private static final String NINE = "[][][][][][][][][]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static List<String>" + NINE + " field;",
                "static Object run() { return List" + NINE + ".class; }",
                "static <T> T" + NINE + " of(T element) { return null; }",
                "static class Lists extends ArrayList<int" + NINE + "> {}",
                "@interface Named { Class<?> value(); } @Named(String" + NINE
                        + ".class) static Object run() { return 1; }",
            })
    void arraysOfMoreThanEightDimensionsAreRefused(String member) {
        assertThat(Woven.sample(member).errors()).containsExactly("class.array-dimensions");
    }

    @Test
    void fewerAndTextsAreNot() {
        assertThat(Woven.sample("static Object run() { return new int[1][][][][][][][].length + \"[[[[[[[[[[ \"; }")
                        .run())
                .isEqualTo("1[[[[[[[[[[ ");
    }
}
