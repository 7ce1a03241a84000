package org.archipel.gateway.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A schema within a document. Immutable.
 *
 * @param root the document, within which references are looked up
 * @param done keywords that are not to be seen any more: what they say is known otherwise
 */
record Schema(JsonNode root, JsonNode node, Set<String> done) {
    private static final int MOST_DEPTH = 40;
    private static final int MOST_PARTS = 1_000;
    private static final String REFERENCE = "$ref";
    private static final String ID = "$id";
    /** Refers to nothing, and so is not known. */
    private static final JsonNode TOO_MUCH =
            JsonNodeFactory.instance.objectNode().put(REFERENCE, "");

    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    /** A schema as the part of its document that it is, and not as what it says. */
    record Place(JsonNode node, Set<String> done) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.node == node && place.done.equals(done);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(node);
        }
    }

    Place place() {
        return new Place(node, done);
    }

    /** A whole document. */
    Schema(JsonNode root) {
        this(root, root, Set.of());
    }

    Schema part(JsonNode other) {
        return new Schema(root, other, Set.of());
    }

    Schema without(String keyword) {
        Set<String> more = new HashSet<>(done);
        more.add(keyword);
        return new Schema(root, node, Set.copyOf(more));
    }

    /** What a keyword says; missing if it is not there. */
    JsonNode get(String keyword) {
        return done.contains(keyword) ? MissingNode.getInstance() : node.path(keyword);
    }

    boolean has(String keyword) {
        return !get(keyword).isMissingNode();
    }

    boolean takesNothing() {
        return node.isBoolean() && !node.booleanValue();
    }

    boolean takesAll() {
        return !takesNothing() && node.isEmpty();
    }

    /** The schemas all of which have to hold: its own keywords, what it refers to, and {@code allOf}. */
    List<Schema> parts() {
        List<Schema> parts = new ArrayList<>();
        collect(parts, 0);
        return parts;
    }

    private void collect(List<Schema> parts, int depth) {
        if (takesAll()) {
            return;
        }
        if (depth > MOST_DEPTH || parts.size() > MOST_PARTS) {
            parts.add(part(TOO_MUCH));
            return;
        }
        parts.add(this);
        target().ifPresent(target -> target.collect(parts, depth + 1));
        get("allOf").forEach(one -> part(one).collect(parts, depth + 1));
    }

    /** Whether it refers to something that cannot be looked at. */
    boolean isUnknown() {
        return has(REFERENCE) && target().isEmpty() || has("$dynamicRef");
    }

    private Optional<Schema> target() {
        String reference = get(REFERENCE).asText("");
        if (!reference.startsWith("#") || namesParts()) {
            return Optional.empty();
        }
        String place = reference.substring(1);
        JsonNode found = place.isEmpty() || place.startsWith("/")
                ? root.at(place.replace("%25", "%"))
                : anchored(place).orElse(MissingNode.getInstance());
        return found.isMissingNode() || place.indexOf('%') >= 0 ? Optional.empty() : Optional.of(part(found));
    }

    private Optional<JsonNode> anchored(String name) {
        return root.findParents("$anchor").stream()
                .filter(parent -> name.equals(parent.path("$anchor").asText()))
                .findFirst();
    }

    /** Whether a part of the document has a name of its own: references within it are not what they seem. */
    private boolean namesParts() {
        return root.findValues(ID).size() > (root.has(ID) ? 1 : 0);
    }

    /** Whether some keywords surely say the same in another schema. */
    boolean saysTheSame(Schema other, List<String> keywords) {
        for (String keyword : keywords) {
            JsonNode mine = get(keyword);
            JsonNode its = other.get(keyword);
            boolean same = mine.isMissingNode() == its.isMissingNode()
                    && (mine.equals(its) && root.equals(other.root) || expandedAlike(mine, other, its));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private boolean expandedAlike(JsonNode mine, Schema other, JsonNode its) {
        Optional<JsonNode> expanded = expanded(mine, new Effort(), 0);
        return expanded.isPresent() && expanded.equals(other.expanded(its, new Effort(), 0));
    }

    /** A part of the document with what it refers to in the place of the references; empty if that has no end, or is not seen. */
    private Optional<JsonNode> expanded(JsonNode present, Effort effort, int depth) {
        if (depth > MOST_DEPTH || !effort.spend()) {
            return Optional.empty();
        }
        if (present instanceof ArrayNode list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (JsonNode one : list) {
                Optional<JsonNode> expanded = expanded(one, effort, depth + 1);
                if (expanded.isEmpty()) {
                    return expanded;
                }
                all.add(expanded.get());
            }
            return Optional.of(all);
        }
        return present instanceof ObjectNode object ? expandedObject(object, effort, depth) : Optional.of(present);
    }

    private Optional<JsonNode> expandedObject(ObjectNode object, Effort effort, int depth) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Optional<JsonNode> expanded;
            if (VALUES.contains(member.getKey())) {
                expanded = Optional.of(member.getValue());
            } else if (member.getKey().equals(REFERENCE) && member.getValue().isTextual()) {
                expanded = part(object).target().flatMap(target -> target.expanded(target.node(), effort, depth + 1));
            } else {
                expanded = member.getKey().equals("$dynamicRef")
                        ? Optional.empty()
                        : expanded(member.getValue(), effort, depth + 1);
            }
            if (expanded.isEmpty()) {
                return expanded;
            }
            all.set(member.getKey(), expanded.get());
        }
        return Optional.of(all);
    }
}
