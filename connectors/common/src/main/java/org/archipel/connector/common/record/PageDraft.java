package org.archipel.connector.common.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.archipel.connector.common.model.Listing;
import org.archipel.connector.common.model.Parameter;
import org.archipel.connector.common.wire.Remote;

/** A request for one page while it is put together. */
final class PageDraft {
    private static final byte[] NOTHING = {};

    private final Remote remote;
    private final Listing listing;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final Optional<ObjectNode> body;
    private Optional<URI> address = Optional.empty();

    PageDraft(Remote remote, Listing listing) {
        this.remote = remote;
        this.listing = listing;
        this.query = new LinkedHashMap<>(listing.query());
        this.headers = new LinkedHashMap<>(listing.headers());
        this.body = listing.body().map(ObjectNode::deepCopy);
    }

    void put(Parameter parameter, String value) {
        put(parameter, TextNode.valueOf(value));
    }

    void put(Parameter parameter, JsonNode value) {
        switch (parameter.place()) {
            case QUERY -> query.put(parameter.name(), value.asText());
            case HEADER -> headers.put(parameter.name(), value.asText());
            case BODY -> set(body.orElseThrow(), JsonPointer.compile(parameter.name()), value);
        }
    }

    /** Another address than the listing's own. */
    void at(URI other) {
        address = Optional.of(other);
    }

    /** Where the request goes. */
    URI address() {
        return address.orElseGet(() -> remote.address(listing.path(), query));
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body.map(Remote::bytes).orElse(NOTHING);
    }

    private static void set(JsonNode node, JsonPointer pointer, JsonNode value) {
        JsonPointer rest = pointer.tail();
        JsonNode child = node.at(pointer.head() == null ? pointer : JsonPointer.compile("/" + escaped(pointer)));
        if (!rest.matches()) {
            JsonNode next =
                    child.isContainerNode() ? child : ((ObjectNode) node).putObject(pointer.getMatchingProperty());
            set(next, rest, value);
        } else if (node instanceof ArrayNode array) {
            array.set(pointer.getMatchingIndex(), value);
        } else {
            ((ObjectNode) node).set(pointer.getMatchingProperty(), value);
        }
    }

    private static String escaped(JsonPointer pointer) {
        return pointer.getMatchingProperty().replace("~", "~0").replace("/", "~1");
    }
}
