package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays and objects that are added to again and again. */
class AccumulationTest {
    /** The first evaluations of a virtual machine take longest: nothing is compiled yet. */
    private static final int TRIES = 10;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4000 | $reduce(items, function($a, $i) { $append($a, $i) }, [])",
                "4000 | $reduce(items, function($a, $i) { $append($a, {'q': $i.qty}) }, [])",
                "4000 | $reduce(items.qty, $append)",
                "1000 | $reduce(items, function($a, $i) { $merge([$a, {$i.sku: $i.qty}]) }, {})",
            })
    void manyElementsMayBeAddedOneByOne(int count, String text) {
        JsonataExpression expression = JsonataExpression.compile(text);
        JsonNode document = items(count);

        assertThat(evaluated(expression, document)).hasSize(count);
    }

    private static JsonNode evaluated(JsonataExpression expression, JsonNode document) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return expression.evaluate(document).orElseThrow();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("took longer than");
            }
        }
        return expression.evaluate(document).orElseThrow();
    }

    @Test
    void aMemberMayBeReplacedAgainAndAgain() {
        String text = "$reduce([1..500], function($a, $i) { $merge([$a, {'k': $a}.{'k': $count($keys(k))}]) }, $all)";
        JsonataExpression expression = JsonataExpression.compile("($all := $merge(items.{sku: qty}); " + text + ")");
        JsonNode result = evaluated(expression, items(60));
        assertThat(result).hasSize(61);
        assertThat(result.path("k").intValue()).isEqualTo(61);
    }

    @Test
    void whatIsAddedCountsEachTime() {
        String members = "$m := $merge([1..2000].{'k' & $: $});";
        for (String more : List.of(
                "$reduce([1..2000], function($a, $i) { $append($a, $m) }, [])",
                "$reduce([1..2000], function($a, $i) { $merge([$a, {'m' & $i: $m}]) }, {})",
                "$reduce([1..2000], function($a, $i) { $append($a, [$m, $m]) }, [])")) {
            JsonataExpression expression = JsonataExpression.compile("(" + members + more + ")");
            assertThatThrownBy(() -> expression.evaluate(items(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(".*(stands for more than|took longer than|allocated more than).*");
        }
    }

    @Test
    void joinedValuesWeighWhatTheyWouldOneByOne() {
        List<Object> first = new ArrayList<>(List.of(1, "two", List.of(3, Map.of("four", 4))));
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            first.add(i);
            members.put("m" + i, List.of(i));
        }
        List<Object> all = new ArrayList<>(first);
        all.add(members);
        all.addAll(first);
        assertThat(weights().of(all)).isEqualTo(ofJoined(all, List.of(first, members, first)));
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put("a", "b");
        assertThat(weights().of(more)).isEqualTo(ofJoined(more, List.of(members, Map.of("a", "b"))));
        assertThat(weights().of(members))
                .isEqualTo(ofJoined(members, List.of(members, Map.of("m1", "long".repeat(99)))));
    }

    private static long ofJoined(Object result, List<?> parts) {
        Weights weights = weights();
        weights.joined(result, parts);
        return weights.of(result);
    }

    private static Weights weights() {
        SyntaxTree none = SyntaxTree.of(LibraryParser.parse("1"));
        return EvaluationBounds.within(none, 1, EvaluationBounds::weights);
    }

    @Test
    void weightsAreKnownByIdentity() {
        KnownWeights known = new KnownWeights();
        List<Integer> one = new ArrayList<>(List.of(1));
        known.put(one, 5);
        known.put(new ArrayList<>(one), 6);
        one.add(2);
        assertThat(known.get(one)).isEqualTo(5);
        assertThat(known.get(List.of(1, 2))).isNull();
        known.put(one, 7);
        assertThat(known.get(one)).isEqualTo(7);
        known.clear();
        assertThat(known.get(one)).isNull();
    }

    private static JsonNode items(int count) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            items.addObject()
                    .put("qty", i)
                    .put("price", i * 1.5)
                    .put("sku", "S" + i)
                    .putArray("tags")
                    .add("x");
        }
        return JsonNodeFactory.instance.objectNode().set("items", items);
    }
}
