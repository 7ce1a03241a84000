package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that make the library work long, or take much memory, in one step. */
class HostileExpressionsTest {
    private static final JsonNode RECORD =
            JsonNodeFactory.instance.objectNode().put("a", 1).put("b", "x");
    private static final Duration SOON = Duration.ofMinutes(1);
    /** {@code $t} is of 500,000 characters, {@code $u} and {@code $v} differ from it at their ends. */
    private static final String LONG_TEXTS = "$t := $join([1..50000].('aaaaaaaaaa')); $u := $t & 'b'; $v := $t & 'c'; ";

    private static final String LONG_LIST = "$l := $append([1..199999], 1); ";

    static Stream<String> valuesThatShareTheirParts() {
        return Stream.of(
                        "$x := {'a': $x, 'b': $x};",
                        "$x := [[$x], [$x]];",
                        "$x := $map([1, 2], function($i) { $x });",
                        "$x := $zip([$x, 1], [$x, 1]);",
                        "$x := $merge([{'p': $x}, {'q': $x}]);",
                        "$x := $x ~> |$|{'s': $x, 't': $x}|;")
                .flatMap(step -> Stream.of(
                                "$x",
                                "$string($x)",
                                "$x & ''",
                                "$x = $x",
                                "$count($x.**)",
                                "$count($x.*)",
                                "$distinct([[$x], [$x]])",
                                "$boolean($x)",
                                "$x()",
                                "$x + 1",
                                "$clone($x)")
                        .map(use -> "($x := {'a': 1, 'b': 1};" + step.repeat(60) + use + ")"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatShareTheirParts")
    void whatStandsForTooMuchIsRefused(String text) {
        assertThat(refusal(text)).containsAnyOf("stands for more than", "longer than 500 ms", "allocated more than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Many references to something large.
                "($m := $merge([1..5000].{'k' & $: $}); $merge([1..200000].$m))",
                "($m := $merge([1..5000].{'k' & $: $}); $keys([1..200000].$m))",
                "($m := $merge([1..5000].{'k' & $: $}); $spread([1..1000].$m))",
                "($l := [1..2000]; $map($map([1..200000], function($i) { $l }), $sum))",
                "(" + LONG_TEXTS + "$string([1..200000].$t))",
                "(" + LONG_TEXTS + "$join([1..200000].$t))",
                "(" + LONG_TEXTS + "[1..200000].$t)",
                "(" + LONG_TEXTS + "$v in [1..200000].$u)",
                "(" + LONG_TEXTS + "$sort([1..1000].($ % 2 = 0 ? $u : $v)))",
                "($m := {'x': 1}; $l := $map([1..200000], function($i) { $m }); $count($l ~> |nothing|{'y': 2}|))",
                // Joined at the end of a step.
                "$count([1..20000].[1..200000])",
                "(" + LONG_LIST + "$count([1..20000].$l))",
                "(" + LONG_LIST + "$m := {'a': $l}; $count($map([1..20000], function($i) { $m }).a))",
                "$$@$a.$$@$b.$$@$c.$$@$d.$$@$e.$$@$f.$$@$g.$$@$h.$$@$i.$$@$j.[1..200000]@$z.{'x': $z}",
                // Arrays of arrays.
                "($l := $map([1..200000], function($i) { [1] }); $count($l.*))",
                "($m := $merge([1..50000].{'k' & $: [1, 2]}); $count({'m': $m}.m.*))",
                // Pictures that are padded by.
                "$fromMillis(1, '[Y,1000000]')",
                "$fromMillis(1, '[Y,*-1000000]')",
                "$fromMillis(1, '[M,10 00 000]')",
                "$now('[Y,1000000]')",
                "(" + LONG_TEXTS + "$fromMillis(1, $replace($t, 'aaaaa', '[Y] [M]')))",
                "(" + LONG_TEXTS + "$formatInteger(1, $replace($t, 'a', '0,')))",
                "(" + LONG_TEXTS + "$formatNumber(1, $replace($t, 'a', '0')))",
                "(" + LONG_TEXTS + "$toMillis('1', $replace($t, 'aaaa', '[Y].')))",
                "$toMillis('111111111111111111111111111111111111111111111111111111111111111x',"
                        + " '[f]1[W]1[f]1[W]1[f]1[W]1[f]1[W]1[f]1[W]1[f]1[W]1')",
                "$toMillis('                                                               x',"
                        + " '[Yw] [Mw] [Dw] [Hw] [mw] [sw] [fw] [Yw] [Mw] [Dw]')",
                "$formatInteger(2147483647, 'I')",
                // Nested deeply.
                "($f := function($x, $n) { $n = 0 ? $x : $f({'a': $x}, $n - 1) }; $f(1, 100000))",
                "($f := function($g, $n) { $n = 0 ? $g(1) : $f($g(?), $n - 1) }; $f(function($y) { $y }, 100000))",
                "{'a': {}} ~> |a|{'self': $, 'more': $}|",
                // Called, or in a message.
                "($x := [1..20000].('x' & $); $x())",
                "($x := [1..20000].('x' & $); $x + 1)",
            })
    void whatTakesTooMuchInOneStepIsRefused(String text) {
        refusal(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Long texts that are sought in long ones.
                "(" + LONG_TEXTS + "$contains($t & $t, $u))",
                "(" + LONG_TEXTS + "$substringBefore($t & $t, $u))",
                "(" + LONG_TEXTS + "$substringAfter($t & $t, $u))",
                "(" + LONG_TEXTS + "$count($split($t & $t, $u)))",
                "(" + LONG_TEXTS + "$replace($t & $t, $u, 'x'))",
                "(" + LONG_TEXTS + "$pad('x', 10000, $t))",
                "(" + LONG_TEXTS + "$pad('x', -10000, $t))",
                // Equal hash codes.
                "$count($distinct([1..100000].{'a': 128 * $, 'b': 12800000 - 128 * $}))",
                "$count($distinct($map([1..30000], function($i) { [$i, 6200000 - 31 * $i] })))",
                // The library's functions, called by the library.
                "$reduce([1..200000], $append)",
                "$sort([1..200000], $append)",
                "$filter([1..200000], $string)",
                "$each($merge([1..100000].{'k' & $: $}), $string)",
                "$sift($merge([1..100000].{'k' & $: $}), $string)",
                "$round(1.5, 100000000)",
                "$round(1.5, -100000000)",
                "$fromMillis(1e16, '[YI]')",
                "[1..200000]{'k': $sum($)}",
                "[1..8000].{'i': $}@$a.$$@$b.$$@$c{'k': [$a]}",
            })
    void whatTheLibraryTakesVeryLongForEndsSoon(String text) {
        assertTimeoutPreemptively(SOON, () -> {
            try {
                JsonataExpression.compile(text).evaluate(RECORD);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContainingAny("Exception", "org.");
            }
        });
    }

    @Test
    void manyArgumentsAreRefused() {
        refusal("(" + LONG_LIST + "$count($zip(" + "$l, ".repeat(2_000) + "$l)))");
        refusal("(" + LONG_LIST + "[" + "$l, ".repeat(1_500) + "$l])");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($__evaluate_entry := nothing; $__evaluate_exit := nothing; $f := function($n) { $f($n + 1) }; $f(0))",
                "(function($__evaluate_entry, $__evaluate_exit) { ($f := function($n) { $f($n + 1) }; $f(0)) })()",
            })
    void whoWatchesTheEvaluationCannotBeTakenOutOfIt(String text) {
        assertThat(refusal(text)).contains("__evaluate_");
    }

    static Stream<String> whatTheParserGoesThroughAgainAndAgain() {
        return Stream.of(
                "(".repeat(200) + "a" + " ?: 1)".repeat(200),
                "(".repeat(200) + "a" + " ?? 1)".repeat(200),
                "[[".repeat(100) + "a" + " ?? 1]]".repeat(100),
                "|a ?: b|{}| ?: ".repeat(40) + "a",
                "1 + a`b + " + "(".repeat(200) + "a" + " ?? 1)".repeat(200) + "+ a`b",
                "1 + a'b + " + "(".repeat(200) + "a" + " ?? 1)".repeat(200) + "+ a'b",
                "/* ' */ " + "(".repeat(200) + "a" + " ?? 1)".repeat(200) + "/* ' */");
    }

    @ParameterizedTest
    @MethodSource("whatTheParserGoesThroughAgainAndAgain")
    void defaultsWithinEachOtherAreFew(String text) {
        assertThat(refusal(text)).contains("within each other");
    }

    @Test
    void defaultsBesideEachOtherMayBeMany() {
        String members = "'a': a ?? b ?? (c ?: d) ?? 1 / 2, ".repeat(150).replace("'a'", "$string($random())");
        assertThat(JsonataExpression.compile("{" + members + "'z': 1}").evaluate(RECORD))
                .hasValueSatisfying(result -> assertThat(result).hasSize(151));
        assertThat(JsonataExpression.compile("b ?? ".repeat(100) + "a").evaluate(RECORD))
                .hasValueSatisfying(result -> assertThat(result.asText()).isEqualTo("x"));
    }

    static Stream<String> deepTexts() {
        return Stream.of(
                "(".repeat(4_900) + ")".repeat(4_900),
                "[".repeat(4_900) + "]".repeat(4_900),
                "a.".repeat(4_900) + "b",
                "-".repeat(9_000) + "1",
                "a" + ".(%".repeat(1_500) + ")".repeat(1_500),
                "1" + "+1".repeat(4_500),
                "a" + "~>$string".repeat(1_000),
                "function($a)<" + "a+".repeat(30) + ":n>{1}",
                "function($a)<b<n>>{1}",
                "/'/ + " + "(".repeat(200) + "a" + " ?? 1)".repeat(200) + " + '");
    }

    @ParameterizedTest
    @MethodSource("deepTexts")
    void whatIsNestedDeeplyOrUnavailableIsRefusedSoon(String text) {
        assertTimeoutPreemptively(SOON, () -> {
            try {
                JsonataExpression.compile(text).evaluate(RECORD);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContainingAny("Exception", "org.");
            }
        });
    }

    @Test
    void theTimeIsThatOfTheEvaluation() throws InterruptedException {
        JsonataExpression expression = JsonataExpression.compile("$millis() & ' ' & $toMillis($now())");
        expression.evaluate(RECORD);
        long before = System.currentTimeMillis();
        while (System.currentTimeMillis() < before + 2) {
            Thread.onSpinWait();
        }
        long now = System.currentTimeMillis();
        String[] told = expression.evaluate(RECORD).orElseThrow().asText().split(" ");
        assertThat(told[0]).isEqualTo(told[1]);
        assertThat(Long.parseLong(told[0])).isBetween(now, System.currentTimeMillis());
    }

    @Test
    void eachFunctionOfTheLibraryIsBounded() throws ReflectiveOperationException {
        var frame = Jsonata.class.getDeclaredField("staticFrame");
        frame.setAccessible(true);
        Jsonata.jsonata("1");
        var bindings = Jsonata.Frame.class.getDeclaredField("bindings");
        bindings.setAccessible(true);
        Map<?, ?> functions = (Map<?, ?>) bindings.get(frame.get(null));
        assertThat(BoundedFunctions.names())
                .containsExactlyInAnyOrderElementsOf(
                        functions.keySet().stream().map(String::valueOf).toList());
    }

    @Test
    void functionsCanBeGivenToFunctionsAndAppliedInPart() {
        assertThat(result("$map(['a', 'b'], $uppercase)")).isEqualTo("[\"A\",\"B\"]");
        assertThat(result("$map([['a', 'b'], ['c']], $join)")).isEqualTo("[\"ab\",\"c\"]");
        assertThat(result("($p := $pad(?, 3, '-'); $map(['a', 'bb'], $p))")).isEqualTo("[\"a--\",\"bb-\"]");
        assertThat(result("($r := $replace(?, 'a', 'b'); $r('aa'))")).isEqualTo("\"bb\"");
        assertThat(result("($up := $trim ~> $uppercase; $up(' x '))")).isEqualTo("\"X\"");
        assertThat(result("$reduce([1, 2, 3], $append)")).isEqualTo("[1,2,3]");
        assertThat(result("$distinct([1, {'a': 1, 'b': [2]}, 1, {'b': [2], 'a': 1}, '1', [1..3], [1, 2, 3]])"))
                .isEqualTo("[1,{\"a\":1,\"b\":[2]},\"1\",[1,2,3]]");
    }

    @Test
    void longTextsAreFoundInLongOnes() {
        String sought = "ab".repeat(50) + "c";
        for (String text : Arrays.asList("ab" + sought + "d", sought, "ab".repeat(80), sought + sought)) {
            assertThat(new TextSearch(sought).in(text, 0)).isEqualTo(text.indexOf(sought));
            assertThat(new TextSearch(sought).in(text, 1)).isEqualTo(text.indexOf(sought, 1));
        }
    }

    private static String result(String text) {
        Optional<JsonNode> result = JsonataExpression.compile(text).evaluate(RECORD);
        return result.map(JsonNode::toString).orElse("");
    }

    private static String refusal(String text) {
        String[] message = new String[1];
        assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(() -> JsonataExpression.compile(text).evaluate(RECORD))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(e -> message[0] = e.getMessage()));
        assertThat(message[0]).doesNotContain("Exception", "org.");
        return message[0];
    }
}
