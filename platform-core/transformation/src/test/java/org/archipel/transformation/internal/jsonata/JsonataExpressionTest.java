package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(JsonataExpression.compile("[$spread([{'a': 1, 'b': 2}, 3, [{'c': [4]}, []]]), $spread({'d': 5})]")
                        .evaluate(RECORD))
                .hasValueSatisfying(result ->
                        assertThat(result.toString()).isEqualTo("[{\"a\":1},{\"b\":2},3,{\"c\":[4]},{\"d\":5}]"));
        assertThat(JsonataExpression.compile("nothing.here").evaluate(RECORD)).isEmpty();
        assertThat(JsonataExpression.compile("a = 1 and b = 'x'").test(RECORD)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    $sum(b)           | an argument has elements that the function does not take (T0412, at character 5)
                    $upercase(b)      | what is called is no function (T1006, at character 10)
                    b * 2             | the left side of an operator has to be a number (T2001)
                    b < 3             | only two numbers, or two texts, can be compared or sorted (T2009)
                    $lowercase(a)     | an argument is not of the type that the function takes (T0410, at character 11)
                    $error('no mail') | no mail (D3137, at character 7)
                    """)
    void aFailureIsToldInWordsAndWithItsPlace(String text, String told) {
        JsonataExpression expression = JsonataExpression.compile(text);
        assertThatThrownBy(() -> expression.evaluate(RECORD)).hasMessage("the expression fails: " + told);
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
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1..200000].[1..200000]",
                "$count([1..200000].[1..200000])",
                "[1..1000]@$a.[1..1000]@$b.[1..1000]@$c.{'x': $a}",
                "[1..5000]#$i.[1..5000]#$j[$i = $j]",
                "[1..200000][$ in [1..200000]][0]",
                "$count($distinct([1..200000].{'a': $}))",
                "$sort([1..200000], function($x, $y) { true })",
                "$sort([1..20000], function($x, $y) { $count([1..20000]) > 0 })",
                "($f := function($n) { $n < 2 ? $n : $f($n - 1) + $f($n - 2) }; $f(60))",
                "($y := function($f) { $f($f) }; $y($y))",
                "($x := function() { $x() }; $x())",
                "$map([1..100000], function($x) { $map([1..100000], function($y) { $x * $y }) })",
                "$each($merge([1..100000].{'k' & $: $}), function($v) { [1..100000] })",
                "$zip([1..200000], [1..200000], [1..200000], [1..200000]) ~> $map(function($x) { $zip([1..200000]) })",
                "$string([1..200000].{'aaaaaaaaaa': 'bbbbbbbbbb'}) & $string([1..200000])",
                "$formatNumber(1, $pad('0', 10000, '0') & $pad('.0', 10000, '0')) ~> $length",
                "$formatInteger(1e300, 'w')",
                "$power(10, 1e9)",
                "$round(1e300, 400)",
                "$formatBase(1e300, 2)",
                "$fromMillis(1e300, '[Y]')",
                "[1..200000].$uppercase($string($) & $pad('x', 5000, 'x'))",
                "$reduce([1..100000], function($a, $b) { $a & $a }, 'x')",
                "$spread([1..100000].{'a': 1, 'b': 2, 'c': 3})[1]",
                "$shuffle([1..200000])[0]",
                "(**).(**).(**).(**)",
                "$lookup([1..200000].{'a': [1..10]}, 'a') ~> $map(function($x) { [1..200000] })",
            })
    void whatIsLargeEndsSoonInOneWayOrTheOther(String text) {
        JsonataExpression expression = JsonataExpression.compile(text);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            try {
                expression.evaluate(RECORD);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContainingAny("Exception", "org.");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "$match(b, /x+/)", "$split(b, /,/) ~> $join", "a ~> /x/", "((((", ""})
    void whatIsNoExpressionOrHasARegularExpressionIsNotCompiled(String text) {
        assertThatThrownBy(() -> JsonataExpression.compile(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
