package org.archipel.gateway.internal.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.archipel.transformation.internal.schema.DocumentSchema;
import org.junit.jupiter.api.Test;

/** What is told of two schemas, judged by the validator on many documents: the seed is fixed, and so are they. */
class SchemaLawsTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int PAIRS = 1_500;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> TYPES =
            List.of("null", "boolean", "object", "array", "string", "integer", "number");

    private final Random random = new Random(20_261);
    private final List<JsonNode> documents = documents();

    private static List<JsonNode> documents() {
        List<JsonNode> plain = new ArrayList<>(List.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.booleanNode(false),
                JSON.textNode(""),
                JSON.textNode("a"),
                JSON.textNode("ab"),
                JSON.numberNode(-1),
                JSON.numberNode(0),
                JSON.numberNode(1),
                JSON.numberNode(1.5),
                JSON.numberNode(2),
                JSON.numberNode(3)));
        List<JsonNode> all = new ArrayList<>(plain);
        all.add(JSON.arrayNode());
        all.add(JSON.objectNode());
        for (JsonNode one : plain) {
            all.add(JSON.arrayNode().add(one));
            NAMES.forEach(name -> all.add(JSON.objectNode().set(name, one)));
            for (JsonNode other : plain) {
                all.add(JSON.arrayNode().add(one).add(other));
                ObjectNode two = JSON.objectNode();
                two.set("a", one);
                two.set("b", other);
                all.add(two);
            }
            ObjectNode inner = JSON.objectNode();
            inner.set("a", one);
            all.add(JSON.objectNode().set("a", inner));
            all.add(JSON.objectNode().set("c", inner));
        }
        return all;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private JsonNode schema(int depth) {
        if (random.nextInt(12) == 0) {
            return JSON.booleanNode(random.nextBoolean());
        }
        ObjectNode schema = JSON.objectNode();
        int keywords = 1 + random.nextInt(3);
        for (int i = 0; i < keywords; i++) {
            keyword(schema, depth);
        }
        return schema;
    }

    private void keyword(ObjectNode schema, int depth) {
        switch (random.nextInt(depth > 0 ? 17 : 9)) {
            case 0 -> schema.put("type", any(TYPES));
            case 1 -> schema.putArray("type").add(any(TYPES.subList(0, 3))).add(any(TYPES.subList(3, 7)));
            case 2 -> {
                ArrayNode values = schema.putArray("enum");
                for (int i = 0; i < 3; i++) {
                    JsonNode value = any(documents.subList(0, 14));
                    if (!values.toString().contains(value.toString())) {
                        values.add(value);
                    }
                }
            }
            case 3 -> schema.set("const", any(documents.subList(0, 14)));
            case 4 -> schema.put(any(List.of("minimum", "exclusiveMinimum")), random.nextInt(3) - 1);
            case 5 -> schema.put(any(List.of("maximum", "exclusiveMaximum")), random.nextInt(3));
            case 6 -> schema.put(any(List.of("minLength", "minItems", "minProperties")), random.nextInt(3));
            case 7 -> schema.put(any(List.of("maxLength", "maxItems", "maxProperties")), random.nextInt(3));
            case 8 -> schema.putArray("required").add(any(NAMES));
            case 9, 10 -> schema.withObject("/properties").set(any(NAMES), schema(depth - 1));
            case 11 -> schema.set("additionalProperties", schema(depth - 1));
            case 12 -> schema.set("items", schema(depth - 1));
            case 13 -> list(schema.putArray("anyOf"), depth);
            case 14 -> list(schema.putArray("oneOf"), depth);
            case 15 -> list(schema.putArray("allOf"), depth);
            default -> schema.set(any(List.of("not", "contains", "if", "then")), schema(depth - 1));
        }
    }

    private void list(ArrayNode list, int depth) {
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            list.add(schema(depth - 1));
        }
    }

    /** Another schema, or the same with something more, less or else. */
    private JsonNode changed(JsonNode schema) {
        if (!(schema instanceof ObjectNode object) || random.nextInt(4) == 0) {
            return schema(2);
        }
        ObjectNode changed = object.deepCopy();
        List<String> names = new ArrayList<>();
        changed.fieldNames().forEachRemaining(names::add);
        switch (random.nextInt(4)) {
            case 0 -> changed.remove(any(names));
            case 1 -> keyword(changed, 2);
            case 2 -> {
                ObjectNode wider = JSON.objectNode();
                ArrayNode alternatives = wider.putArray(any(List.of("anyOf", "oneOf")));
                alternatives.add(changed);
                alternatives.add(schema(1));
                return wider;
            }
            default -> changed.withObject("/properties").set(any(NAMES), schema(1));
        }
        return changed;
    }

    private boolean isSchema(JsonNode schema) {
        try {
            DocumentSchema.compile(schema);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void whatIsNotSaidToBreakBreaksNoDocument() {
        int silent = 0;
        int told = 0;
        for (int i = 0; i < PAIRS; i++) {
            JsonNode before = schema(2);
            JsonNode after = changed(before);
            if (!isSchema(before) || !isSchema(after)) {
                continue;
            }
            boolean breaks = !SchemaComparison.ofRequest(before, after, "").isEmpty();
            if (breaks) {
                told++;
                continue;
            }
            silent++;
            DocumentSchema was = DocumentSchema.compile(before);
            DocumentSchema is = DocumentSchema.compile(after);
            assertThat(documents)
                    .as("%s becomes %s", before, after)
                    .noneMatch(document ->
                            was.check(document).isEmpty() && !is.check(document).isEmpty());
        }
        // Both happen often enough to tell something.
        assertThat(silent).isGreaterThan(PAIRS / 10);
        assertThat(told).isGreaterThan(PAIRS / 10);
    }

    @Test
    void nothingIsSaidOfWhatStaysTheSame() {
        for (int i = 0; i < PAIRS; i++) {
            JsonNode schema = schema(3);
            assertThat(SchemaComparison.ofRequest(schema, schema.deepCopy(), ""))
                    .as(schema.toString())
                    .isEmpty();
        }
    }
}
