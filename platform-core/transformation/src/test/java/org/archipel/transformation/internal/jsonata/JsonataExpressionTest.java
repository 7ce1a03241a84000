package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataExpressionTest {
    private static final ObjectNode RECORD =
            JsonNodeFactory.instance.objectNode().put("a", 1).put("b", "x");

    @Test
    void expressionsAreEvaluated() {
        assertThat(JsonataExpression.compile("{'sum': a + 1, 'up': $uppercase(b)}")
                        .evaluate(RECORD))
                .hasValueSatisfying(result -> assertThat(result.toString()).isEqualTo("{\"sum\":2,\"up\":\"X\"}"));
        assertThat(JsonataExpression.compile(
                                "$replace('a.b.c', '.', '-', 1) & $join(['x', 'y'], ',') & $toMillis('1970-01-01')")
                        .evaluate(RECORD))
                .hasValueSatisfying(result -> assertThat(result.asText()).isEqualTo("a-b.cx,y0"));
        assertThat(JsonataExpression.compile("nothing.here").evaluate(RECORD)).isEmpty();
        assertThat(JsonataExpression.compile("a = 1 and b = 'x'").test(RECORD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($f := function($x) { $f($x + 1) }; $f(0))",
                "($f := function($x) { 1 + $f($x + 1) }; $f(0))",
                "$sum($map([1..10000000], function($x) { $x * 2 }))",
                "$append([1..10000000], [1..10000000])",
                "($f := function($s) { $f($s & $s) }; $f('xxxxxxxx'))",
                "$pad('x', 1000000000)",
                "$eval('1 + 1')",
                "$replace($pad('a', 5000, 'a') & 'c', '(a+)+b', 'x', 1) = 'y' ? 1 : $error('as a text')",
                "$replace('aaaa', 'a', $pad('x', 10000, 'x')) ~> $replace('x', $pad('x', 10000, 'x'))",
                "$join([1..200000].('x'), $pad('x', 10000, 'x'))",
                "$toMillis('1111111111111111111111111111111111111111111111111111111x',"
                        + " '[Y][Y][Y][Y][Y][Y][Y][Y][Y][Y][Y][Y]')",
                "$toMillis($pad('1', 5000, '1') & 'x', '[Y].[M].[D]')",
                "$reduce([1..9999999], function($x, $y) { $append($x, $y) })",
                "function($x) { $x }",
                "$error('stop')",
                "a.$uppercase($)",
            })
    void whatDoesNotEndOrFailsIsRefused(String text) {
        JsonataExpression expression = JsonataExpression.compile(text);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> expression.evaluate(RECORD)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "$match(b, /x+/)", "$split(b, /,/) ~> $join", "a ~> /x/", "((((", ""})
    void whatIsNoExpressionOrHasARegularExpressionIsNotCompiled(String text) {
        assertThatThrownBy(() -> JsonataExpression.compile(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
