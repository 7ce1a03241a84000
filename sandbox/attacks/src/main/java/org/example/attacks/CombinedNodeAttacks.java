package org.example.attacks;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** JSON nodes and types that hold each other twice at each level: what Jackson does with them takes years. */
public final class CombinedNodeAttacks {
    // What is not stopped is not to burn a processor for the rest of the suite.
    private static final int LONG = 29;

    private static final int ENDLESS = 60;

    private CombinedNodeAttacks() {}

    private static ArrayNode nodes(int levels) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode().add("a");
        for (int i = 0; i < levels; i++) {
            node = JsonNodeFactory.instance.arrayNode().add(node).add(node);
        }
        return node;
    }

    @Attack(
            number = 211,
            title = "An object node in itself, copied",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodeInItself extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ObjectNode inner = JsonNodeFactory.instance.objectNode();
            ObjectNode outer = JsonNodeFactory.instance.objectNode();
            outer.set("inner", inner);
            inner.set("outer", outer);
            return outer.deepCopy().size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, copied",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesCopied extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(ENDLESS).deepCopy().size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, hashed",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesHashed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(LONG).hashCode();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, compared",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesCompared extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(LONG).equals(nodes(LONG));
        }
    }

    @Attack(
            number = 211,
            title = "A field looked for in nodes that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesSearched extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(LONG).findValues("missing").size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, read as a tree",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesRead extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper().treeToValue(nodes(ENDLESS), List.class).size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, parsed",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesParsed extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper()
                    .readValue(nodes(ENDLESS).traverse(), List.class)
                    .size();
        }
    }

    @Attack(
            number = 211,
            title = "A type of a type of a type, each twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Types extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return type().equals(type());
        }

        private static JavaType type() {
            TypeFactory types = new ObjectMapper().getTypeFactory();
            JavaType type = types.constructType(String.class);
            for (int i = 0; i < LONG; i++) {
                type = types.constructMapType(Map.class, type, type);
            }
            return type;
        }
    }
}
