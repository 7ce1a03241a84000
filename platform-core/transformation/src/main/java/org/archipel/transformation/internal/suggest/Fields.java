package org.archipel.transformation.internal.suggest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.archipel.base.PointerSegments;

/** Finds the fields of a schema, or of samples. */
final class Fields {
    private static final int MOST_FIELDS = 500;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_VALUES = 20;
    private static final Map<String, Pattern> LOOKS = looks();

    private final Map<String, Field> found = new LinkedHashMap<>();
    private final List<JsonNode> samples;

    private Fields(List<JsonNode> samples) {
        this.samples = samples;
    }

    private static Map<String, Pattern> looks() {
        Map<String, Pattern> looks = new LinkedHashMap<>();
        looks.put("email", Pattern.compile("[^@\\s]{1,64}@[^@\\s.]{1,64}(\\.[^@\\s.]{1,64}){1,6}"));
        looks.put("date-time", Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.{0,20}"));
        looks.put("date", Pattern.compile("\\d{4}-\\d\\d-\\d\\d"));
        looks.put("uuid", Pattern.compile("[\\da-fA-F]{8}(-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}"));
        looks.put("uri", Pattern.compile("https?://\\S{1,200}"));
        looks.put("phone", Pattern.compile("\\+?[\\d ()./-]{7,20}"));
        return looks;
    }

    static List<Field> ofSchema(JsonNode schema, List<JsonNode> samples) {
        Fields fields = new Fields(samples);
        fields.schema(schema, "", List.of(), 0, false);
        return List.copyOf(fields.found.values());
    }

    static List<Field> ofSamples(List<JsonNode> samples) {
        Fields fields = new Fields(samples);
        samples.forEach(sample -> fields.sample(sample, "", List.of(), 0));
        return List.copyOf(fields.found.values());
    }

    private void schema(JsonNode schema, String pointer, List<String> names, int depth, boolean required) {
        if (schema.path("properties").isObject() && depth < MOST_DEPTH) {
            Set<String> needed = new TreeSet<>();
            schema.path("required").forEach(name -> needed.add(name.asText()));
            schema.get("properties")
                    .properties()
                    .forEach(member -> schema(
                            member.getValue(),
                            pointer + "/" + PointerSegments.escaped(member.getKey()),
                            with(names, member.getKey()),
                            depth + 1,
                            needed.contains(member.getKey())));
        } else if (!names.isEmpty()) {
            Set<String> types = new TreeSet<>();
            JsonNode type = schema.path("type");
            if (type.isTextual()) {
                types.add(type.textValue());
            }
            type.forEach(one -> types.add(one.asText()));
            add(pointer, names, types, schema.path("format").asText(""), required);
        }
    }

    private void sample(JsonNode value, String pointer, List<String> names, int depth) {
        if (value.isObject() && depth < MOST_DEPTH) {
            value.properties()
                    .forEach(member -> sample(
                            member.getValue(),
                            pointer + "/" + PointerSegments.escaped(member.getKey()),
                            with(names, member.getKey()),
                            depth + 1));
        } else if (!names.isEmpty() && !found.containsKey(pointer)) {
            Set<String> types = new TreeSet<>();
            values(pointer).forEach(one -> types.add(type(one)));
            add(pointer, names, types, "", false);
        }
    }

    private void add(String pointer, List<String> names, Set<String> types, String format, boolean required) {
        if (found.size() >= MOST_FIELDS) {
            return;
        }
        List<String> words = new ArrayList<>();
        names.subList(0, names.size() - 1).forEach(name -> words.addAll(Words.of(name)));
        List<String> own = Words.of(names.get(names.size() - 1));
        words.addAll(own);
        Set<JsonNode> values = values(pointer);
        found.put(
                pointer,
                new Field(
                        pointer, words, own.size(), types, format.isEmpty() ? look(values) : format, values, required));
    }

    private Set<JsonNode> values(String pointer) {
        Set<JsonNode> values = new LinkedHashSet<>();
        for (JsonNode sample : samples) {
            JsonNode value = sample == null ? MissingNode.getInstance() : sample.at(pointer);
            if (!value.isMissingNode() && !value.isNull() && values.size() < MOST_VALUES) {
                values.add(value);
            }
        }
        return values;
    }

    private static String look(Set<JsonNode> values) {
        if (values.isEmpty()) {
            return "";
        }
        for (Map.Entry<String, Pattern> look : LOOKS.entrySet()) {
            if (values.stream()
                    .allMatch(value -> value.isTextual()
                            && value.textValue().length() < 300
                            && look.getValue().matcher(value.textValue()).matches())) {
                return look.getKey();
            }
        }
        return "";
    }

    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
    }

    private static List<String> with(List<String> names, String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return all;
    }
}
