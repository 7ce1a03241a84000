package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.base.PointerSegments;

/**
 * Brings two versions of a record together by what they had in common. A field that changed on one side is taken from there, also
 * within nested objects; one that changed on both sides in different ways is a conflict. Arrays are values: they are not merged
 * element by element.
 */
final class ThreeWayMerge {
    private final Arbiter arbiter;
    private final List<String> conflicts = new ArrayList<>();
    private boolean undecided;

    private ThreeWayMerge(Arbiter arbiter) {
        this.arbiter = arbiter;
    }

    /**
     * @param merged empty if a conflict was left to a person
     * @param conflicts JSON Pointers of the fields that changed on both sides
     */
    record Result(Optional<ObjectNode> merged, List<String> conflicts) {}

    static Result merge(ObjectNode base, ObjectNode source, ObjectNode target, Arbiter arbiter) {
        ThreeWayMerge merge = new ThreeWayMerge(arbiter);
        ObjectNode merged = merge.objects("", base, source, target);
        return new Result(merge.undecided ? Optional.empty() : Optional.of(merged), List.copyOf(merge.conflicts));
    }

    private ObjectNode objects(String pointer, JsonNode base, ObjectNode source, ObjectNode target) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        Set<String> names = new LinkedHashSet<>();
        target.fieldNames().forEachRemaining(names::add);
        source.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = field(
                    pointer + "/" + PointerSegments.escaped(name),
                    base.path(name),
                    source.path(name),
                    target.path(name));
            if (!value.isMissingNode()) {
                merged.set(name, value.deepCopy());
            }
        }
        return merged;
    }

    private JsonNode field(String pointer, JsonNode base, JsonNode source, JsonNode target) {
        if (source.equals(target) || target.equals(base)) {
            return source;
        }
        if (source.equals(base)) {
            return target;
        }
        if (source instanceof ObjectNode one && target instanceof ObjectNode other) {
            return objects(pointer, base.isObject() ? base : MissingNode.getInstance(), one, other);
        }
        conflicts.add(pointer);
        Optional<JsonNode> chosen = arbiter.choose(pointer, source, target);
        undecided |= chosen.isEmpty();
        return chosen.orElse(target);
    }
}
