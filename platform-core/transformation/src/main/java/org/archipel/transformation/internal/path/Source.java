package org.archipel.transformation.internal.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import org.archipel.jsonpath.JsonPath;

/**
 * Where a value is read: a JSON Pointer, or a JSONPath. A JSONPath that selects one node at most gives that node, another one the
 * array of all that it selects. Immutable.
 */
public final class Source {
    private final String text;
    private final Address address;
    private final JsonPath path;

    private Source(String text, Address address, JsonPath path) {
        this.text = text;
        this.address = address;
        this.path = path;
    }

    /** @throws IllegalArgumentException if it is neither */
    public static Source parse(String text) {
        if (!text.startsWith("$")) {
            return new Source(text, Address.parse(text), null);
        }
        JsonPath path = JsonPath.compile(text);
        return new Source(text, plain(text).orElse(null), path);
    }

    /** Names separated by dots, the most of all paths, are read without a query. */
    private static Optional<Address> plain(String text) {
        if (!text.matches("\\$(\\.[A-Za-z_]\\w*)*")) {
            return Optional.empty();
        }
        return Optional.of(Address.parse(text.substring(1).replace('.', '/')));
    }

    /**
     * The value there; a missing node if there is none.
     *
     * @throws org.archipel.jsonpath.JsonPathLimitException if a JSONPath takes too much work
     */
    public JsonNode read(JsonNode document) {
        if (address != null) {
            return address.read(document);
        }
        List<JsonNode> nodes = path.select(document);
        if (path.singular()) {
            return nodes.isEmpty() ? MissingNode.getInstance() : nodes.get(0);
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode(nodes.size());
        nodes.forEach(all::add);
        return all;
    }

    /** The address, if it is one. */
    public Optional<Address> address() {
        return Optional.ofNullable(address);
    }

    /** JSON Pointer where it is one, else the JSONPath. */
    @Override
    public String toString() {
        return address != null ? address.toString() : text;
    }
}
