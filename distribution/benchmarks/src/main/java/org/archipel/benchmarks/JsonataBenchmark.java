package org.archipel.benchmarks;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.archipel.transformation.internal.jsonata.JsonataExpression;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The same mapping by the platform's bounded JSONata and by the library that it is built on, from tree to tree, in turns of about a
 * millisecond in one JVM: what else the machine does meets both.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonataBenchmark {
    private static final int ITEMS = 2_000;
    private static final long TURN_NANOS = 1_000_000;

    @Param
    public Mapping mapping;

    private JsonNode document;
    private JsonataExpression bounded;
    private Jsonata plain;

    /** What is usual in mappings. */
    public enum Mapping {
        RECORD(1, """
                {"sku": sku, "label": $trim(name), "contact": {"mail": $lowercase(mail), "phone": phone},
                "total": qty * price, "age": $number(age), "city": address.city, "zip": address.zip,
                "country": $lookup({"PT": "Portugal", "FR": "France"}, address.country),
                "state": active ? "on" : "off", "tags": $join(tags, ",")}"""),
        ITEMS(JsonataBenchmark.ITEMS, """
                {"lines": items.{"sku": sku, "label": $uppercase(name), "total": qty * price, "city": address.city,
                "tags": tags}, "sum": $sum(items.(qty * price))}"""),
        SELECTED(JsonataBenchmark.ITEMS, "items[qty > 20 and active].{\"sku\": sku, \"total\": qty * price}"),
        GROUPED(JsonataBenchmark.ITEMS, "items{address.city: $sum(qty)}"),
        ORDERED(JsonataBenchmark.ITEMS, "items^(>price, sku).sku"),
        SORT(JsonataBenchmark.ITEMS, "$sort(items, function($a, $b) { $a.price > $b.price }).sku"),
        CLONE(JsonataBenchmark.ITEMS, "$clone(items)"),
        DESCENDANTS(JsonataBenchmark.ITEMS, "$count(**.city)"),
        MAP(JsonataBenchmark.ITEMS, "$map(items, function($i) { {\"sku\": $i.sku, \"total\": $i.qty * $i.price} })"),
        FILTER(JsonataBenchmark.ITEMS, "$filter(items, function($i) { $i.qty > 20 }).sku"),
        REDUCE(JsonataBenchmark.ITEMS, "$reduce(items.qty, function($sum, $q) { $sum + $q })");

        private final int items;
        private final String expression;

        Mapping(int items, String expression) {
            this.items = items;
            this.expression = expression;
        }
    }

    /** How long each took, of how many evaluations; sums of all iterations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Turns {
        public long evaluations;
        public long boundedNanos;
        public long plainNanos;
    }

    @Setup
    public void compile() {
        document = mapping.items == 1 ? item(7) : items(mapping.items);
        bounded = JsonataExpression.compile(mapping.expression);
        plain = Jsonata.jsonata(mapping.expression);
        plain.setOutputConvertNulls(false);
        if (!byPlain().equals(bounded.evaluate(document).orElseThrow())) {
            throw new IllegalStateException("not the same result of " + mapping);
        }
    }

    @Benchmark
    public void inTurns(Turns turns, Blackhole results) {
        long begin = System.nanoTime();
        int count = 0;
        do {
            results.consume(byPlain());
            count++;
        } while (System.nanoTime() - begin < TURN_NANOS);
        long between = System.nanoTime();
        for (int i = 0; i < count; i++) {
            results.consume(bounded.evaluate(document));
        }
        turns.evaluations += count;
        turns.plainNanos += between - begin;
        turns.boundedNanos += System.nanoTime() - between;
    }

    private JsonNode byPlain() {
        return tree(plain.evaluate(value(document)));
    }

    private static ObjectNode items(int count) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("id", 4711);
        ArrayNode items = document.putArray("items");
        for (int i = 0; i < count; i++) {
            items.add(item(i));
        }
        return document;
    }

    private static ObjectNode item(int number) {
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("sku", "SKU-" + number)
                .put("name", " Item number " + number)
                .put("mail", "Sales@Example.org")
                .put("phone", "+351 123 456 789")
                .put("qty", number % 40)
                .put("price", number * 7919 % 2_003 + 0.25)
                .put("age", "36")
                .put("active", number % 3 > 0);
        item.putObject("address")
                .put("city", "City " + number % 20)
                .put("zip", "1000-001")
                .put("country", "PT");
        item.putArray("tags").add("a").add("b").add("c");
        return item;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> object = new LinkedHashMap<>();
            node.properties().forEach(field -> object.put(field.getKey(), value(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            List<Object> array = new ArrayList<>(node.size());
            node.forEach(element -> array.add(value(element)));
            return array;
        }
        return node.isTextual()
                ? node.textValue()
                : node.isNumber() ? node.numberValue() : node.isBoolean() ? node.booleanValue() : Jsonata.NULL_VALUE;
    }

    private static JsonNode tree(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((name, member) -> object.set(String.valueOf(name), tree(member)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode(list.size());
            list.forEach(element -> array.add(tree(element)));
            return array;
        }
        if (value instanceof Number number) {
            double real = number.doubleValue();
            return number instanceof Integer whole
                    ? nodes.numberNode(whole.intValue())
                    : real == Math.rint(real) ? nodes.numberNode((long) real) : nodes.numberNode(real);
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        return value instanceof String text ? nodes.textNode(text) : NullNode.getInstance();
    }
}
