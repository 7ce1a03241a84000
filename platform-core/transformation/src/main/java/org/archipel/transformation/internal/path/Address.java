package org.archipel.transformation.internal.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.archipel.base.PointerSegments;

/** A JSON Pointer (RFC 6901) that can be written to. {@code -} as last part stands behind the last element. Immutable. */
public final class Address {
    private static final int MOST_PARTS = 32;
    private static final int MOST_ELEMENTS = 10_000;
    private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,5}");

    private final String text;
    private final String[] names;
    private final int[] indexes;

    private Address(String text, List<String> names) {
        this.text = text;
        this.names = names.toArray(String[]::new);
        this.indexes = names.stream().mapToInt(Address::index).toArray();
    }

    /** @throws IllegalArgumentException if it is no JSON Pointer, or one of too many parts for a rule */
    public static Address parse(String pointer) {
        Address address = of(pointer);
        if (address.names.length > MOST_PARTS) {
            throw new IllegalArgumentException("a JSON Pointer has at most " + MOST_PARTS + " parts");
        }
        return address;
    }

    /**
     * An address in a document, which may be nested deeper than what rules name.
     *
     * @throws IllegalArgumentException if it is no JSON Pointer
     */
    public static Address of(String pointer) {
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw new IllegalArgumentException("a JSON Pointer begins with '/'");
        }
        List<String> names = new ArrayList<>();
        if (!pointer.isEmpty()) {
            for (String part : pointer.substring(1).split("/", -1)) {
                if (part.replace("~0", "").replace("~1", "").contains("~")) {
                    throw new IllegalArgumentException("'~' is written '~0' in a JSON Pointer");
                }
                names.add(part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return new Address(pointer, names);
    }

    private static int index(String name) {
        return INDEX.matcher(name).matches() ? Integer.parseInt(name) : -1;
    }

    /** Whether it is the whole document. */
    public boolean isRoot() {
        return names.length == 0;
    }

    /** The value there; a missing node if there is none. */
    public JsonNode read(JsonNode document) {
        JsonNode node = document;
        for (int i = 0; i < names.length && !node.isMissingNode(); i++) {
            node = child(node, i);
        }
        return node;
    }

    private JsonNode child(JsonNode node, int i) {
        if (node instanceof ObjectNode object) {
            JsonNode member = object.get(names[i]);
            return member == null ? MissingNode.getInstance() : member;
        }
        return node.isArray() && indexes[i] >= 0 ? node.path(indexes[i]) : MissingNode.getInstance();
    }

    /**
     * Puts a value there and makes missing objects on the way.
     *
     * @return the document; another one if this is its root
     * @throws IllegalArgumentException if something that cannot hold the value stands in the way
     */
    public JsonNode write(JsonNode document, JsonNode value) {
        if (isRoot()) {
            return value;
        }
        JsonNode parent = document;
        int last = names.length - 1;
        for (int i = 0; i < last; i++) {
            JsonNode next = child(parent, i);
            if (next.isMissingNode()) {
                next = ((ContainerNode<?>) container(parent)).objectNode();
                put(parent, i, next);
            }
            parent = next;
        }
        put(parent, last, value);
        return document;
    }

    private static JsonNode container(JsonNode node) {
        if (!node.isContainerNode()) {
            throw new IllegalArgumentException("a value stands where an object is needed");
        }
        return node;
    }

    private void put(JsonNode parent, int i, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(names[i], value);
        } else if (parent instanceof ArrayNode array) {
            int at = names[i].equals("-") ? array.size() : indexes[i];
            if (at < 0) {
                throw new IllegalArgumentException("an array has no member of this name");
            }
            if (at >= MOST_ELEMENTS && at > array.size()) {
                throw new IllegalArgumentException("the index is too large");
            }
            while (array.size() < at) {
                array.addNull();
            }
            if (at == array.size()) {
                array.add(value);
            } else {
                array.set(at, value);
            }
        } else {
            throw new IllegalArgumentException("a value stands where an object is needed");
        }
    }

    /** Takes the value away, if it is there. */
    public void remove(JsonNode document) {
        JsonNode parent = document;
        int last = names.length - 1;
        for (int i = 0; i < last && !parent.isMissingNode(); i++) {
            parent = child(parent, i);
        }
        if (last >= 0 && parent instanceof ObjectNode object) {
            object.remove(names[last]);
        } else if (last >= 0 && parent instanceof ArrayNode array && indexes[last] >= 0) {
            array.remove(indexes[last]);
        }
    }

    /** The address with another last part. */
    public Address sibling(String name) {
        int slash = text.lastIndexOf('/');
        return parse(text.substring(0, slash + 1) + PointerSegments.escaped(name));
    }

    @Override
    public String toString() {
        return text;
    }
}
