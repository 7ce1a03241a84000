package org.example.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Values that are small as the extension holds them, and large once the platform has them. */
public final class CrossingAttacks {
    private static final int LEAVES = 1_000_000;

    private CrossingAttacks() {}

    private static ArrayNode held(JsonNode node, int times) {
        ArrayNode outer = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < times; i++) {
            outer.add(node);
        }
        return outer;
    }

    @Attack(
            number = 365,
            title = "A stored array that holds a million nulls 254 times",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    @Needs(resource = "storage", action = "write")
    public static final class HeldLeaves extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            context().keyValues().put("key", held(held(JsonNodeFactory.instance.nullNode(), LEAVES), 254));
            return "stored";
        }
    }

    @Attack(
            number = 365,
            title = "A stored array that holds a million bytes a thousand times",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    @Needs(resource = "storage", action = "write")
    public static final class HeldBytes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            context().keyValues().put("key", held(BinaryNode.valueOf(new byte[LEAVES]), 1_000));
            return "stored";
        }
    }
}
