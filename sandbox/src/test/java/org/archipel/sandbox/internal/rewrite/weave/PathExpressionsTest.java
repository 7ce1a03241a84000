package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathExpressionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "/orders/{id}",
                "{a}/{b}/{c}/{d}",
                "{id: [0-9]+}",
                "{id: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}",
                "files/{path: .*}",
                "{kind: (one|two)}/{name}.{suffix}"
            })
    void ordinaryPathsAreTaken(String template) {
        assertThat(PathExpressions.sound(template)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{p: (.*a){30}}",
                "{p: (a+)+}",
                "{p: .*.*.*}",
                "{a: .*}/{b: .*}/{c: .*}",
                "{a}{b}{c}",
                "{p: (a|b)\\1}",
                "{p: (?:a)b}",
                "{p: a{1,}b*c*}",
                "{p",
            })
    void thoseThatMayTakeForEverAreNot(String template) {
        assertThat(PathExpressions.sound(template)).isFalse();
    }
}
