package org.archipel.transformation.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.archipel.rest.Json;
import org.archipel.transformation.ValueFunction;

/** Functions of arrays, and those between arrays and texts. */
final class ArrayFunctions {
    private static final ObjectMapper MAPPER = Json.newExactMapper();

    private ArrayFunctions() {}

    static void addTo(Map<String, Function<Arguments, ValueFunction>> functions) {
        functions.put(
                "size",
                plain(value ->
                        IntNode.valueOf(value.isTextual() ? value.textValue().length() : value.size())));
        functions.put("first", plain(value -> array(value).isEmpty() ? NullNode.getInstance() : value.get(0)));
        functions.put(
                "last", plain(value -> array(value).isEmpty() ? NullNode.getInstance() : value.get(value.size() - 1)));
        functions.put("unique", plain(value -> arrayOf(distinct(value))));
        functions.put("reverse", plain(value -> {
            List<JsonNode> elements = elements(value);
            Collections.reverse(elements);
            return arrayOf(elements);
        }));
        functions.put("sort", plain(value -> {
            List<JsonNode> elements = elements(value);
            elements.sort(ArrayFunctions::compare);
            return arrayOf(elements);
        }));
        functions.put("flatten", plain(value -> {
            ArrayNode flat = JsonNodeFactory.instance.arrayNode();
            array(value).forEach(element -> {
                if (element.isArray()) {
                    element.forEach(flat::add);
                } else {
                    flat.add(element);
                }
            });
            return flat;
        }));
        functions.put("split", arguments -> {
            Pattern separator = Pattern.compile(arguments.between(1, 1).text(0), Pattern.LITERAL);
            return value -> split(Values.text(value), separator, 0, false);
        });
        functions.put("join", arguments -> {
            String separator = arguments.between(0, 1).optional(0).orElse("");
            return value -> TextFunctions.joined(array(value), separator, false);
        });
        functions.put("toJson", plain(value -> Values.text(value.toString())));
        functions.put("fromJson", plain(ArrayFunctions::parse));
    }

    private static Function<Arguments, ValueFunction> plain(ValueFunction function) {
        return arguments -> {
            arguments.between(0, 0);
            return function;
        };
    }

    private static JsonNode array(JsonNode value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("no array");
        }
        return value;
    }

    private static List<JsonNode> elements(JsonNode value) {
        List<JsonNode> elements = new ArrayList<>();
        array(value).forEach(elements::add);
        return elements;
    }

    private static List<JsonNode> distinct(JsonNode value) {
        Set<ValueKey> seen = new HashSet<>();
        return elements(value).stream()
                .filter(element -> seen.add(new ValueKey(element)))
                .toList();
    }

    private static ArrayNode arrayOf(Collection<JsonNode> elements) {
        return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }

    /** Numbers before texts before everything else. */
    static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return Values.compareNumbers(one, other);
        }
        if (one.isTextual() && other.isTextual()) {
            return one.textValue().compareTo(other.textValue());
        }
        int kinds = Integer.compare(kind(one), kind(other));
        return kinds != 0 ? kinds : one.toString().compareTo(other.toString());
    }

    private static int kind(JsonNode value) {
        return value.isNumber() ? 0 : value.isTextual() ? 1 : 2;
    }

    static ArrayNode split(String text, Pattern separator, int limit, boolean trim) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : separator.split(text, limit == 0 ? -1 : limit)) {
            parts.add(trim ? part.strip() : part);
        }
        return parts;
    }

    private static JsonNode parse(JsonNode value) {
        try {
            return MAPPER.readTree(Values.text(value));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }
}
