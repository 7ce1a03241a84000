package org.archipel.rest.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.Requires;
import org.archipel.rest.internal.problem.JsonErrors;

/** The members that a request must have, as the types of bodies and the parameters that take them say. */
public final class RequiredMembers {
    private RequiredMembers() {}

    /** Those of a type of bodies; none if it is no record. */
    public static List<String> of(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> type.isRecord() && field.isAnnotationPresent(JsonProperty.class))
                .filter(field -> field.getAnnotation(JsonProperty.class).required())
                .map(field -> field.getName())
                .toList();
    }

    /** Those that one operation asks for besides. */
    public static List<String> of(Annotation[] parameter) {
        return Arrays.stream(parameter)
                .flatMap(annotation -> annotation instanceof Requires own ? Stream.of(own.value()) : Stream.empty())
                .toList();
    }

    /** @throws ValidationException with all that are not there */
    static void require(Collection<String> names, JsonNode body) {
        List<FieldError> missing = missing(names, body, "");
        if (!missing.isEmpty()) {
            throw new ValidationException("The request body is not acceptable.", missing);
        }
    }

    /**
     * All that an object lacks of which reading named the first.
     *
     * @param asked what the operation asks for besides
     * @return empty if that is not why it failed
     */
    static List<FieldError> beside(JsonMappingException failure, JsonNode body, List<String> asked) {
        List<Reference> path = failure.getPath();
        if (!(failure instanceof MismatchedInputException mismatch)
                || !JsonErrors.isMissing(mismatch)
                || path.isEmpty()
                || !(path.get(path.size() - 1).getFrom() instanceof Class<?> type)) {
            return List.of();
        }
        String pointer = JsonErrors.pointer(path.subList(0, path.size() - 1));
        List<String> names = new ArrayList<>(of(type));
        if (pointer.isEmpty()) {
            names.addAll(asked);
        }
        return missing(names, body.at(pointer), pointer);
    }

    private static List<FieldError> missing(Collection<String> names, JsonNode object, String pointer) {
        return names.stream()
                .filter(name -> !object.hasNonNull(name))
                .map(name -> new FieldError(pointer + "/" + name, "is required"))
                .toList();
    }
}
