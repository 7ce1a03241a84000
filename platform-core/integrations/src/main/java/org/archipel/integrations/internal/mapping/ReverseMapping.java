package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.function.Functions;

/**
 * The way back over field mappings: from the hub to the remote side. Knows which part of a hub record the mappings speak of, its
 * view. Without mappings the view is the whole record, and it goes back as it is. Immutable and thread-safe.
 */
public final class ReverseMapping {
    /** Functions that tidy a value up; what the hub has needs nothing on its way back. */
    private static final Set<String> TIDYING = Set.of("trim", "lower", "upper", "round");

    /** Functions whose values become texts again on the way back. */
    private static final Set<String> PARSING = Set.of("toNumber", "toInteger", "toBoolean");

    private final List<Step> steps;

    private ReverseMapping(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Compiles the way back of mappings that are known to be valid on their way there.
     *
     * @param errors receives what is wrong; the result is of use only if nothing was added
     */
    public static ReverseMapping compile(List<FieldMapping> mappings, String pointer, List<FieldError> errors) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            FieldMapping mapping = mappings.get(i);
            try {
                steps.add(new Step(
                        FieldPath.parse(mapping.targetField()), FieldPath.parse(mapping.sourceField()), back(mapping)));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(pointer + "/" + i + "/reverse", e.getMessage()));
            }
        }
        return new ReverseMapping(steps);
    }

    private static ValueFunction back(FieldMapping mapping) {
        if (mapping.reverse() != null && !mapping.reverse().isBlank()) {
            return Functions.compile(mapping.reverse(), Functions.Extensions.NONE);
        }
        String there = Optional.ofNullable(mapping.transformation()).orElse("");
        List<String> names = Stream.of(there.split("\\|", -1))
                .map(call -> call.replaceAll("\\(.*", "").strip())
                .filter(name -> !name.isEmpty())
                .toList();
        if (TIDYING.containsAll(names)) {
            return value -> value;
        }
        if (names.stream().allMatch(name -> TIDYING.contains(name) || PARSING.contains(name))) {
            return Functions.compile("toString", Functions.Extensions.NONE);
        }
        throw new IllegalArgumentException(
                "is needed: nothing tells how the value of '" + there + "' goes back to the remote system");
    }

    /**
     * A document with one value.
     *
     * @throws IllegalArgumentException if the path is none
     */
    public static ObjectNode document(String path, JsonNode value) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        FieldPath.parse(path).write(document, value);
        return document;
    }

    /** The part of a hub record that the remote side knows of. */
    public ObjectNode view(ObjectNode record) {
        if (steps.isEmpty()) {
            return record;
        }
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        for (Step step : steps) {
            JsonNode value = step.hub.read(record);
            if (!value.isMissingNode()) {
                step.hub.write(view, value);
            }
        }
        return view;
    }

    /** A hub record with its view replaced by another; the given ones stay as they are. */
    public ObjectNode overlay(ObjectNode record, ObjectNode view) {
        if (steps.isEmpty()) {
            return view;
        }
        ObjectNode result = record.deepCopy();
        for (Step step : steps) {
            JsonNode value = step.hub.read(view);
            if (value.isMissingNode()) {
                step.hub.remove(result);
            } else {
                step.hub.write(result, value.deepCopy());
            }
        }
        return result;
    }

    /**
     * A view as the remote side has it.
     *
     * @param before the view that it has at present; a field that is there and no more here is sent as null
     * @throws RecordException if a value cannot be transformed
     */
    public ObjectNode payload(ObjectNode view, ObjectNode before) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        if (steps.isEmpty()) {
            payload.setAll(view);
            before.fieldNames().forEachRemaining(name -> {
                if (!view.has(name)) {
                    payload.putNull(name);
                }
            });
            return payload;
        }
        for (Step step : steps) {
            JsonNode value = step.hub.read(view);
            if (!value.isMissingNode()) {
                step.remote.write(payload, step.transformed(value));
            } else if (!step.hub.read(before).isMissingNode()) {
                step.remote.write(payload, NullNode.getInstance());
            }
        }
        return payload;
    }

    private record Step(FieldPath hub, FieldPath remote, ValueFunction back) {
        JsonNode transformed(JsonNode value) {
            if (value.isNull()) {
                return value;
            }
            try {
                return back.apply(value).deepCopy();
            } catch (IllegalArgumentException e) {
                throw new RecordException(hub.pointer(), e.getMessage());
            }
        }
    }
}
