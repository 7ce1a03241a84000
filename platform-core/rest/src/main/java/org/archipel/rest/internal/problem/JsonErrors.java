package org.archipel.rest.internal.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.base.PointerSegments;

/** Turns what Jackson says of a request body into a message for the client: the place as a JSON Pointer, and no Java names. */
public final class JsonErrors {
    /** Message of a failure about a text with the character U+0000. */
    public static final String ZERO = "must not have the character U+0000";

    private JsonErrors() {}

    /** The failure that the client is told. */
    public static PlatformException toValidation(JsonProcessingException failure) {
        if (failure.getCause() instanceof PlatformException own) {
            return own;
        }
        if (failure instanceof JsonMappingException mapping) {
            // Damage inside of the document reaches the binding layer as a cause.
            if (mapping.getCause() instanceof JsonParseException
                    || mapping.getCause() instanceof StreamConstraintsException) {
                return unreadable((JsonProcessingException) mapping.getCause());
            }
            return new ValidationException(
                    "The request body is not acceptable.",
                    List.of(new FieldError(pointer(mapping.getPath()), message(mapping))));
        }
        return unreadable(failure);
    }

    private static ValidationException unreadable(JsonProcessingException failure) {
        String message;
        if (failure instanceof StreamConstraintsException) {
            message = "exceeds the limits of depth or length for JSON";
        } else if (String.valueOf(failure.getOriginalMessage()).startsWith("Duplicate field")) {
            message = "has a field twice" + at(failure.getLocation());
        } else {
            message = "is not well-formed JSON" + at(failure.getLocation());
        }
        return new ValidationException("The request body is not acceptable.", List.of(new FieldError("", message)));
    }

    private static String message(JsonMappingException failure) {
        if (ZERO.equals(failure.getOriginalMessage())) {
            return ZERO;
        }
        if (failure instanceof InvalidNullException) {
            return "must not be null";
        }
        if (failure instanceof UnrecognizedPropertyException) {
            return "is not a field of this object";
        }
        if (failure.getCause() instanceof InputCoercionException range) {
            return "must be " + JsonTypes.describe(range.getTargetType());
        }
        if (failure instanceof InvalidFormatException format) {
            return "must be " + JsonTypes.describe(format.getTargetType());
        }
        if (failure instanceof ValueInstantiationException instantiation) {
            return instantiationMessage(instantiation);
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return mismatchMessage(mismatch);
        }
        return "is not acceptable";
    }

    /** A record's own check of its values; its text is written for callers if it is one of the two exceptions for arguments. */
    private static String instantiationMessage(ValueInstantiationException failure) {
        Throwable cause = failure.getCause();
        boolean own = cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
        boolean telling =
                own && cause.getMessage() != null && !cause.getMessage().contains("\"");
        return telling ? cause.getMessage() : "is not acceptable";
    }

    private static String mismatchMessage(MismatchedInputException failure) {
        String original = String.valueOf(failure.getOriginalMessage());
        if (original.startsWith("Trailing token")) {
            return "has more text behind its end";
        }
        if (isMissing(failure)) {
            return "is required";
        }
        if (original.startsWith("No content to map")) {
            return "is required";
        }
        return failure.getTargetType() == null
                ? "is not acceptable"
                : "must be " + JsonTypes.describe(failure.getTargetType());
    }

    /** Whether an object lacks a member that its type requires, to which the path leads. */
    public static boolean isMissing(MismatchedInputException failure) {
        return String.valueOf(failure.getOriginalMessage()).startsWith("Missing required creator property");
    }

    /** A JSON Pointer (RFC 6901) of a path. */
    public static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        path.stream()
                .flatMap(step -> Stream.of(
                        step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName()))
                .map(PointerSegments::escaped)
                .forEach(step -> pointer.append('/').append(step));
        return pointer.toString();
    }

    private static String at(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
