package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
                "{kind: (one|two)}/{name}.{suffix}",
                "{from: [0-9]+}-{to: [0-9]+}",
                "{id: [0-9]{1,18}}/items/{item: [0-9]{1,18}}/{name}.{suffix}",
                "{p: (?:a|b)c}",
                "{p: (aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn|oo|pp|qq|rr|ss|tt|uu|vv|ww|xx|yy|zz|ab|ac|ad)}",
                "{p: [+*?|()]+[\\]+*?|)(]?[]+*?|)(]?[^]+*?|)(]?}",
                "{p: \\p{Alpha}+\\+\\?\\*}",
                "{p: a++b?+}",
                "{a: \\d+}/{b: [0-9a-f-]+}/{c: \\w{1,40}}/{d: [A-Z_]*}",
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
                "{p: (?i)a}",
                "{p: (?=a)b}",
                "{p: (?<name>a)b}",
                "{p: a{1,}b*c*}",
                "{p",
                "{p: a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaaaaaaaa}",
                "{p: (a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)"
                        + "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b}",
                "{p: a{0,100}a{0,100}a{0,100}a{0,100}b}",
                "{p: a{0,9}{0,9}}",
                "{p: a{2,1000}b*c*}",
                "/{a}-{b}/{c}-{d}/{e}-{f}/{g}-{h}/{i}-{j}/end",
                "{p: [[]a+a+a+]}",
                "{p: (a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)"
                        + "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b}",
                "{p: a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaa}",
                "{p: .*.*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab}",
                "{p: )}",
            })
    void thoseThatMayTakeForEverAreNot(String template) {
        assertThat(PathExpressions.sound(template)).isFalse();
    }

    @Test
    void whatIsComparedInEachWayCountsToo() {
        assertThat(PathExpressions.sound("a".repeat(900) + "{p: .*.*b}")).isTrue();
        assertThat(PathExpressions.sound("{p: .*.*}" + "a".repeat(900))).isFalse();
        assertThat(PathExpressions.sound("{p: .*.*a{100}a{100}}")).isFalse();
        assertThat(PathExpressions.sound("{p: [0-9]{1,18}}" + "a".repeat(900))).isTrue();
    }

    /** What is compared only in one way costs nothing, and what may be a slash is compared in more. */
    @Test
    void charactersAloneInTheirSegmentAreComparedOnce() {
        assertThat(PathExpressions.ways("/orders/{id: [0-9]{1,18}}/items")).isZero();
        assertThat(PathExpressions.ways("/orders/{id: [--9]+}/items")).isEqualTo(ExpressionWays.OPEN);
        assertThat(PathExpressions.ways("/orders/a{id: [0-9]+}")).isEqualTo(ExpressionWays.OPEN);
    }
}
