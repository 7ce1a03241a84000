package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that make much of the parts of a document, which are weighed apart from what expressions make. */
class HostileUseOfDocumentsTest {
    private static final int ITEMS = 1_000;
    private static final Duration SOON = Duration.ofSeconds(10);
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

    private static void assertRefused(String text, JsonNode document) {
        JsonataExpression expression = JsonataExpression.compile(text);
        assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(() -> expression.evaluate(document))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching(
                                "a value stands for more than .*|the expression (took longer|allocated more)"
                                        + " than .*|an array has more than .*|a value is nested too deeply"));
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
    void partsOfItMayBeChanged() {
        String copied = "($c := $ ~> |items[qty > $$.id]|{'first': $$.items[0].sku}, 'tags'|;"
                + " [$count($c.items.first), $count($c.items.tags), id])";
        assertThat(JsonataExpression.compile(copied).evaluate(DOCUMENT).orElseThrow())
                .hasToString("[714,572,1]");
        String changed = "({} ~> |$$.items[qty > 4]|{'qty': 0}|; $sum(items.qty))";
        assertThat(JsonataExpression.compile(changed).evaluate(DOCUMENT).orElseThrow())
                .hasToString("1430");
    }
}
