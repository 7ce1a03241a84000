package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;

/**
 * What a person decided about a conflict.
 *
 * @param choice the side for every field that is not named; null if all are named
 * @param fields a side for single fields, by JSON Pointer
 * @param values other values for single fields, by JSON Pointer
 */
public record Resolution(Side choice, Map<String, Side> fields, Map<String, JsonNode> values) {
    /** A side of a conflict: the source is the remote system, the target the hub. */
    public enum Side {
        SOURCE,
        TARGET
    }

    public Resolution {
        fields = fields == null ? Map.of() : Map.copyOf(fields);
        values = values == null ? Map.of() : Map.copyOf(values);
    }

    /** @throws ValidationException if a field of the conflict is left open, or one is named that is not in question */
    void requireFits(Conflict conflict) {
        List<FieldError> errors = new ArrayList<>();
        if (choice == null) {
            conflict.fields().stream()
                    .filter(field -> !fields.containsKey(field) && !values.containsKey(field))
                    .forEach(field -> errors.add(
                            new FieldError("/choice", "is required: nothing is said about '" + field + "'")));
        }
        surplus(conflict, fields, "/fields", errors);
        surplus(conflict, values, "/values", errors);
        if (values.containsKey("")) {
            errors.add(new FieldError("/values", "cannot stand for the whole record; change the record instead"));
        }
        if (!errors.isEmpty()) {
            throw new ValidationException("The resolution does not fit the conflict.", errors);
        }
    }

    private static void surplus(Conflict conflict, Map<String, ?> named, String pointer, List<FieldError> errors) {
        named.keySet().stream()
                .filter(field -> !conflict.fields().contains(field))
                .forEach(field -> errors.add(new FieldError(pointer, "'" + field + "' is not in question")));
    }

    /** Decides as the person did; a field that came into question since then is taken from the side that was chosen. */
    Arbiter arbiter() {
        return (pointer, source, target) -> {
            if (values.containsKey(pointer)) {
                return Optional.of(values.get(pointer));
            }
            Side side = fields.getOrDefault(pointer, choice);
            return side == null ? Optional.empty() : Optional.of(side == Side.SOURCE ? source : target);
        };
    }
}
