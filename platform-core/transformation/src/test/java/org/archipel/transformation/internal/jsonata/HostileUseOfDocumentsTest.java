package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that make much of the parts of a document, which are weighed apart from what expressions make. */
class HostileUseOfDocumentsTest {
    private static final int ITEMS = 1_000;
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Also of evaluations that are refused at the end of the step that goes past the bounds. */
    private static final long MOST_ALLOCATED = 3 * EvaluationBounds.MOST_BYTES;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final JsonNode DOCUMENT = document();

    private static JsonNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("id", 1);
        ArrayNode items = document.putArray("items");
        for (int i = 0; i < ITEMS; i++) {
            ObjectNode item =
                    items.addObject().put("sku", "S" + i).put("qty", i % 7).put("n", i * 7 % ITEMS);
            item.putObject("at").put("city", "C" + i % 20);
            item.putArray("tags").add("a").add("b");
        }
        return document;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Many references to it.
                "$map([1..200000], function($i) { $$ })",
                "$map([1..200000], function($i) { {'i': $$.items} })",
                "$merge([1..200000].{'k' & $: $$})",
                "$string($map([1..10000], function($i) { [$$.items] }))",
                "$zip($map([1..10000], function($i) { [$$.items] }), $map([1..10000], function($i) { [$$.items] }))",
                "$distinct($map([1..10000], function($i) { {'n': $i, 'all': $$} }))",
                "$count($map([1..10000], function($i) { {'all': $$} }).**)",
                "$count($map([1..10000], function($i) { {'all': $$} }) ~> |all|{'x': 1}|)",
                "$map([1..1000], function($i) { $$ }) = $map([1..1000], function($i) { $clone($$) })",
                // Doubled again and again.
                "$reduce([1..60], function($a, $i) { {'l': $a, 'r': $a} }, $$)",
                "$reduce([1..60], function($a, $i) { [[$a], [$a]] }, items)",
                "$reduce([1..60], function($a, $i) { $append($a, $a) }, items)",
                "$reduce([1..60], function($a, $i) { $merge([$a, {'l': $a, 'r': $a}]) }, $$)",
                "($f := function($x, $n) { $n = 0 ? $x : $f([[$x], [$x]], $n - 1) }; $f($$, 60))",
                // Joined with itself.
                "items.%.items.%.items.%.items",
                "items@$a.$$.items@$b.$$.items@$c.{'x': $a.sku & $b.sku & $c.sku}",
                "$count([1..20000].($$.items))",
                "$count(items.($$.items.($$.items.sku)))",
                // Gone through for each part.
                "$sort([1..20000], function($a, $b) { $count($$.**) > 0 })",
                "[1..200000]^(>$count($$.**))",
                "[1..200000][$count($$.**) > 0]",
                "[1..200000].$uppercase($string($$))",
                "[1..200000].($$ in [$clone($$)])",
                "$map([1..200000], function($i) { $clone($$.items) ~> $count })",
                "$join([1..200000].$join($$.items.sku))",
                "$each($merge([1..100000].{'k' & $: $}), function($v) { $boolean([$$.items.qty]) and $keys($$.items) })",
            })
    void isRefusedSoon(String text) {
        assertRefused(text, DOCUMENT);
    }

    /** A transformation changes what its pattern selects, a part of the document too, which may be known to weigh little. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$clone($$.p60)",
                "$count($$.p60.**)",
                "$string($$.p60)",
                "$$.p60 = $$.p61",
                "$distinct([$$.p60, $$.p61])",
                "{'all': $$}"
            })
    void alsoIfPartsOfItAreChanged(String use) {
        for (String pattern : List.of("$$.p#", "($d := $$; $d.p#)", "$lookup($$, 'p#')", "*.($$.p#)")) {
            StringBuilder text = new StringBuilder("($weighed := [$$, 1];");
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.putObject("p0");
            for (int i = 1; i <= 61; i++) {
                document.putObject("p" + i);
                String last = "$$.p" + (i == 61 ? 59 : i - 1);
                text.append("{'x': 1} ~> |")
                        .append(pattern.replace("#", "" + i))
                        .append("|{'l': ")
                        .append(last)
                        .append(", 'r': ")
                        .append(last)
                        .append("}|;");
            }
            assertRefused(text + use + ")", document);
        }
    }

    /** What was weighed grows while the library holds it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // The whole document is the context.
                "#G; $count(**)",
                "#G; **{'k': 1}",
                "#G; $string()",
                "#G; $keys()",
                "#G; *.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.{'n': $}",
                "$g := function() { #G }; [{'q': c}, {'q': c}]^(($g(); $count(**)))",
                "$g := function() { #G }; [{'q': c}, {'q': c}][($g(); $count(**)) > 0]",
                "$g := function() { #G }; {'q': c}[($g(); $string() != '')]",
                "$g := function() { #G }; $map([$$, $$], function($v, $i, $all) { ($g(); $i = 1 ? $string($all)) })",
                "$g := function() { #G }; [$$]{$string(($g(); 'k')): $count(**)}",
                "$f := function() { $count(**) }; #G; $f()",
                "[1..2].($$ ~> |$$.c|{'x': $b}|).($count(**))",
                // On the left.
                "$$ & (#G; 'x')",
                "$v := {'q': c}; $v & ({'x': 1} ~> |$v.q|{'x': $b}|; 'x')",
                "$$ ~> (#G; |$|{}|)",
                "$$ ~> (#G; $string)",
                "[$$ , (#G; 1)] ~> $string",
                "$merge([$$, (#G; {})]) ~> $string",
                "$$ = ($v := $clone($$); #G; {'x': 1} ~> |$v.c|{'x': $b}|; $v)",
                "$$ in [(#G; 1), $$]",
                // Handed over by functions that call others.
                "$each($$, function($v) { (#G; $string($v)) })",
                "$sift($$, function($v) { (#G; $string($v) != '') })",
                "$reduce([1..3], function($a, $i) { $a ~> |c|{'x': $b}| }, $$)",
                "$map([$$, $$], |c|{'x': $b}|) ~> $string",
                // A copy grows while it is changed.
                "$ ~> |[c, $]| p ? {'n': $count(**)} : {'x': $b}|",
                "$ ~> |[c, $]| p ? {'n': $string()} : {'x': $b}|",
                "$ ~> |[c, $]| p ? {'n': $copy & 'x'} : ($copy := $$; {'x': $b})|",
                "$ ~> |[c, $]| p ? {'n': 1} : {'x': $b}, p ? [**.k] : []|",
                "$ ~> |($copy := $; [c, $])| {'n': $count(**), 'x': $b}|",
                "$ ~> |[$f := function() { $count(**) }, c, c[0]][$type($) = 'object']| x ? {'n': $f()} : {'x': $b}|",
                "$ ~> |c|{'x': $b}| ~> |c|{'y': $b}| ~> |c|{'z': $count(**)}|",
                "$ ~> (|c|{'x': $b}| ~> |c|{'y': $b}| ~> $string)",
                "$copies := [$, $] ~> |c|{'x': $b}|; $count($copies.**)",
                "$ ~> |[$copy := $, c]| p ? {'x': $b} : {'x': $b, 'n': $copy & 'x'}|",
                "$ ~> |[c, $]| p ? {'n': [$, $]^($count(**))} : {'x': $b}|",
                "$ ~> |[c, $]| p ? {'n': [$, $][$count(**) > 0]} : {'x': $b}|",
                "$ ~> |[c, $]| p ? {'n': c{'k': $count(**)}} : {'x': $b}|",
                "$ ~> |[c, $]| p ? $merge($each(function($v, $k) { {$k: $string($v)} })) : {'x': $b}|",
                "$ ~> |[$g := function() { **{'k': 1} }, c, c[0]][$type($) = 'object']| x ? {'n': $g()} : {'x': $b}|",
                "$ ~> |[$d := $, c[[0..60]]]|{'l': $d.c[$count($d.c[l]) + 1], 'r': $d.c[$count($d.c[l]) + 1]}|",
            })
    void alsoIfItGrowsMeanwhile(String use) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode children = document.putArray("c");
        for (int i = 0; i < 900; i++) {
            children.addObject();
        }
        document.put("p", true);
        String doubled = "$b := $reduce([1..15], function($a, $i) { {'l': $a, 'r': $a} }, {'z': 1}); ";
        assertRefused("(" + doubled + use.replace("#G", "{'x': 1} ~> |$$.c|{'x': $b}|") + ")", document);
    }

    private static void assertRefused(String text, JsonNode document) {
        JsonataExpression expression = JsonataExpression.compile(text);
        assertTimeoutPreemptively(SOON, () -> {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            assertThatThrownBy(() -> expression.evaluate(document))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(
                            "a value stands for more than .*|a text has more than .*|a transform changes parts of its input only.*|the expression (took longer|allocated more)"
                                    + " than .*|an array has more than .*|a value is nested too deeply");
            long allocated =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(allocated).isLessThan(MOST_ALLOCATED);
        });
    }

    @Test
    void whatIsUsualIsNot() {
        String text = "{'all': $map([1..20], function($i) { $$ }), 'copy': $clone($$), 'cities': **.city,"
                + " 'sorted': $sort(items, function($a, $b) { $a.n > $b.n }), 'pairs': $zip(items, items)}";
        JsonNode result = JsonataExpression.compile(text).evaluate(DOCUMENT).orElseThrow();
        assertThat(result.path("all"))
                .hasSize(20)
                .allSatisfy(each -> assertThat(each).isEqualTo(DOCUMENT));
        assertThat(result.path("copy")).isEqualTo(DOCUMENT);
        assertThat(result.path("cities")).hasSize(ITEMS);
        assertThat(result.path("sorted")).hasSize(ITEMS);
        assertThat(result.path("pairs")).hasSize(ITEMS);
    }

    @Test
    void whatTransformsChangeIsACopy() {
        String copied = "($c := $ ~> |items[qty > $$.id]|{'first': $$.items[0].sku}, 'tags'|;"
                + " [$count($c.items.first), $count($c.items.tags), id, $count(items.tags)])";
        assertThat(result(copied)).hasToString("[714,572,1,2000]");
        String found = "($c := $ ~> |($i := items; $sort($filter($i, function($x) { $x.qty > 4 }), function($x, $y) "
                + "{ $x.n > $y.n }))|{'qty': 0}|; [$sum($c.items.qty), $sum(items.qty)])";
        assertThat(result(found)).hasToString("[1430,2997]");
        String twice = "($zero := |items|{'qty': 0}|; $one := |**[sku]|{'qty': qty + 1}|; $both := $zero ~> $one;"
                + " [$sum($both($).items.qty), $sum($zero($).items.qty), $sum(($ ~> $one ~> $one).items.qty)])";
        assertThat(result(twice)).hasToString("[1000,0,4997]");
        String each = "$sum($map(items, |$|{'qty': at.city = 'C1' ? 1 : 0}, ['tags', 'n']|).qty)";
        assertThat(result(each)).hasToString("50");
        String inOne = "$ ~> |items[0]|{'at': at ~> |$|{'city': 'D'}|}| ~> |items[0].at|{'zip': 1}|";
        assertThat(result(inOne).path("items").path(0).path("at")).hasToString("{\"city\":\"D\",\"zip\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} ~> |$$.items[qty > 4]|{'qty': 0}|",
                "{} ~> |$$|{}, 'items'|",
                "($made := {'a': {}}; [$made] ~> |[[$made.a]]|{'b': 1}|)",
                "items ~> |$.{'sku': sku}|{'b': 1}|",
                "$ ~> |items|$ ~> |[$$.items[0]]|{'b': 1}||",
            })
    void anythingElseIsNotChanged(String text) {
        JsonataExpression expression = JsonataExpression.compile(text);
        assertThatThrownBy(() -> expression.evaluate(DOCUMENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a transform changes parts of its input only; its pattern selects something else");
    }

    @Test
    void transformsThemselvesAreNotFiltered() {
        for (String text :
                List.of("$ ~> |items|{'x': 1}|[0]", "|items|{'x': 1}|{'k': $}", "$ ~> |a|{}|[$count($) = 1]")) {
            assertThatThrownBy(() -> JsonataExpression.compile(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a filter or group behind a transform");
        }
        assertThat(result("($ ~> |items|{'sku': 'x'}|).items[0].sku")).hasToString("\"x\"");
    }

    private static JsonNode result(String text) {
        return JsonataExpression.compile(text).evaluate(DOCUMENT).orElseThrow();
    }
}
