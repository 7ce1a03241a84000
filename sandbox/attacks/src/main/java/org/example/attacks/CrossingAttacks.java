package org.example.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.http.HttpRequest;

/** Values that are small as the extension holds them, and large once the platform has them. */
public final class CrossingAttacks {
    private static final int LEAVES = 1_000_000;
    private static final int TIMES = 4_000;

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

    @Attack(
            number = 410,
            title = "A stored array that holds a text of a megabyte thousands of times",
            expected = Verdict.DENIED,
            by = "characters of text")
    @Needs(resource = "storage", action = "write")
    public static final class HeldTexts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            context().keyValues().put("key", held(TextNode.valueOf("x".repeat(LEAVES)), TIMES));
            return "stored";
        }
    }

    @Attack(
            number = 410,
            title = "Thousands of headers of a request that are one text of a megabyte",
            expected = Verdict.DENIED,
            by = "counted each time that they are held")
    @Needs(resource = "network", action = "connect", condition = "hosts", values = "example.org")
    public static final class HeldHeaders extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<String, List<String>> headers = Map.of("X-Text", Collections.nCopies(TIMES, "x".repeat(LEAVES)));
            return context()
                    .http()
                    .send(new HttpRequest(
                            "GET", URI.create("http://example.org/"), headers, new byte[0], Optional.empty()))
                    .status();
        }
    }

    @Attack(
            number = 410,
            title = "A stored object whose name of a megabyte is held thousands of times",
            expected = Verdict.DENIED,
            by = "characters of text")
    @Needs(resource = "storage", action = "write")
    public static final class HeldNames extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            JsonNode named = JsonNodeFactory.instance.objectNode().putNull("x".repeat(LEAVES));
            context().keyValues().put("key", held(named, TIMES));
            return "stored";
        }
    }

    @Attack(
            number = 410,
            title = "A stored array that holds an integer of 78,000 digits thousands of times",
            expected = Verdict.DENIED,
            by = "digits")
    @Needs(resource = "storage", action = "write")
    public static final class HeldIntegers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            JsonNode large = BigIntegerNode.valueOf(BigInteger.ONE.shiftLeft(260_000));
            context().keyValues().put("key", held(large, TIMES));
            return "stored";
        }
    }
}
