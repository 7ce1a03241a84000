package org.archipel.javascript.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Shapes of documents, which live as long as their context. */
class ShapeTest {
    @Test
    void longNamesAreNotKept() {
        Shape begin = Shape.begin();
        assertThat(begin.add("n".repeat(100))).isNotNull();
        assertThat(begin.add("n".repeat(101))).isNull();
        assertThat(begin.next("n".repeat(100))).isNotNull();
        assertThat(begin.next("n".repeat(101))).isNull();
    }
}
