package org.archipel.integrations.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.transformation.ValueFunction;

/** Field mappings, compiled. Without a mapping a record goes through as it is. Immutable and thread-safe. */
public final class Mapping {
    private final List<Step> steps;

    private Mapping(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Compiles the mappings.
     *
     * @param functions compiles chains of named functions
     * @param pointer JSON Pointer of the list, put before the pointers of errors
     * @param errors receives what is wrong; the result is of use only if nothing was added
     */
    public static Mapping compile(
            List<FieldMapping> mappings,
            Function<String, ValueFunction> functions,
            String pointer,
            List<FieldError> errors) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            FieldMapping mapping = mappings.get(i);
            String at = pointer + "/" + i;
            FieldPath source = path(mapping.sourceField(), at + "/sourceField", errors);
            FieldPath target = path(mapping.targetField(), at + "/targetField", errors);
            ValueFunction transformation =
                    transformation(mapping.transformation(), functions, at + "/transformation", errors);
            steps.add(new Step(source, target, transformation, mapping.required(), mapping.defaultValue()));
        }
        return new Mapping(steps);
    }

    /**
     * Maps a record.
     *
     * @return a new record; without mappings the given one
     * @throws RecordException if a required field is missing or a value cannot be transformed
     */
    public ObjectNode apply(ObjectNode source) {
        if (steps.isEmpty()) {
            return source;
        }
        ObjectNode target = JsonNodeFactory.instance.objectNode();
        for (Step step : steps) {
            step.apply(source, target);
        }
        return target;
    }

    /** Runs work that maps many records; functions of extensions are quicker then. */
    public <T> T batch(Supplier<T> work) {
        Supplier<T> all = work;
        for (Step step : steps) {
            Supplier<T> inner = all;
            all = () -> step.transformation().batch(inner);
        }
        return all.get();
    }

    private static FieldPath path(String path, String pointer, List<FieldError> errors) {
        if (path == null || path.isBlank()) {
            errors.add(new FieldError(pointer, "is required"));
            return null;
        }
        try {
            return FieldPath.parse(path);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(pointer, e.getMessage()));
            return null;
        }
    }

    private static ValueFunction transformation(
            String expression, Function<String, ValueFunction> functions, String pointer, List<FieldError> errors) {
        if (expression == null || expression.isBlank()) {
            return value -> value;
        }
        try {
            return functions.apply(expression);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(pointer, Objects.requireNonNullElse(e.getMessage(), "cannot be read")));
            return value -> value;
        }
    }

    private record Step(
            FieldPath source, FieldPath target, ValueFunction transformation, boolean required, JsonNode defaultValue) {
        void apply(ObjectNode from, ObjectNode to) {
            JsonNode value = source.read(from);
            if (value.isMissingNode() || value.isNull()) {
                if (defaultValue != null && !defaultValue.isNull()) {
                    target.write(to, defaultValue.deepCopy());
                } else if (required) {
                    throw new RecordException(source.pointer(), "is required and missing");
                }
                return;
            }
            target.write(to, transformed(value));
        }

        private JsonNode transformed(JsonNode value) {
            try {
                JsonNode result = transformation.apply(value);
                return result.isContainerNode() ? result.deepCopy() : result;
            } catch (IllegalArgumentException e) {
                throw new RecordException(source.pointer(), e.getMessage());
            }
        }
    }
}
