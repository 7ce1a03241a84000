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
 * @param recordId the hub's record that an ambiguous one is the same as; or which of two that are the same is the remote side's; null
 *     otherwise
 * @param create whether an ambiguous record is none of the hub's, and is to be made there; or whether a duplicate is a record of its own,
 *     and is to be made on the remote side; or whether one whose creation was
 *     interrupted is not there, and is to be made anew
 * @param dismiss whether an ambiguous record is to be left alone until the remote side lists it again; or one whose creation was
 *     interrupted from now on
 * @param externalId of the record that came about on the remote side although its creation was interrupted; null otherwise
 */
public record Resolution(
        Side choice,
        Map<String, Side> fields,
        Map<String, JsonNode> values,
        String recordId,
        Boolean create,
        Boolean dismiss,
        String externalId) {
    /** A side of a conflict: the source is the remote system, the target the hub. */
    public enum Side {
        SOURCE,
        TARGET
    }

    public Resolution {
        fields = fields == null ? Map.of() : Map.copyOf(fields);
        values = values == null ? Map.of() : Map.copyOf(values);
        create = Boolean.TRUE.equals(create);
        dismiss = Boolean.TRUE.equals(dismiss);
    }

    /** A decision about a record that changed on both sides. */
    public Resolution(Side choice, Map<String, Side> fields, Map<String, JsonNode> values) {
        this(choice, fields, values, null, null, null, null);
    }

    /** @throws ValidationException unless exactly one of the three ways out is chosen, with a record that it may be */
    void requireChooses(Conflict conflict) {
        boolean ambiguous = conflict.kind() != Conflict.Kind.UNKNOWN;
        String id = ambiguous ? recordId : externalId;
        int chosen = (id != null ? 1 : 0) + (create ? 1 : 0) + (dismiss ? 1 : 0);
        if (chosen != 1 || (ambiguous ? externalId : recordId) != null) {
            throw new ValidationException(
                    "", "choose " + (ambiguous ? "recordId" : "externalId") + ", create or dismiss");
        }
        if (!ambiguous && id != null && (id.isBlank() || id.length() > 255)) {
            throw new ValidationException("/externalId", "has 1 to 255 characters");
        }
        if (recordId != null && !conflict.candidates().contains(recordId)) {
            throw new ValidationException("/recordId", "is none of the candidates");
        }
    }

    /** @throws ValidationException if a field of the conflict is left open, or one is named that is not in question */
    void requireFits(Conflict conflict) {
        List<FieldError> errors = new ArrayList<>();
        if (recordId != null || create || dismiss || externalId != null) {
            errors.add(new FieldError("", "recordId, externalId, create and dismiss are for other conflicts"));
        }
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
