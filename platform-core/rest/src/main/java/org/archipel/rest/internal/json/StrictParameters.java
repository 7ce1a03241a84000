package org.archipel.rest.internal.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.ws.rs.BadRequestException;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.ext.ParamConverter;
import javax.ws.rs.ext.ParamConverterProvider;
import javax.ws.rs.ext.Provider;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.internal.problem.JsonTypes;

/**
 * Converts parameters of requests to numbers, truth values, enums and instants; a text that is none is 400 with the parameter's
 * name, where JAX-RS by itself answers 404.
 */
@Provider
public final class StrictParameters implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            boolean.class, StrictParameters::truth,
            Boolean.class, StrictParameters::truth,
            Instant.class, TimeRange::parse);

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Function<String, Object> parser = type.isEnum() ? text -> constant(type, text) : PARSERS.get(type);
        return parser == null ? null : new Converter<>(type, parser, "/" + nameOf(annotations));
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String nameOf(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .flatMap(annotation -> {
                    if (annotation instanceof QueryParam query) {
                        return Stream.of(query.value());
                    }
                    if (annotation instanceof PathParam path) {
                        return Stream.of(path.value());
                    }
                    return annotation instanceof HeaderParam header ? Stream.of(header.value()) : Stream.empty();
                })
                .findFirst()
                .orElse("");
    }

    private record Converter<T>(Class<T> type, Function<String, Object> parser, String pointer)
            implements ParamConverter<T> {
        @Override
        @SuppressWarnings("unchecked") // The parser was chosen by the type; class tokens of primitives cannot cast.
        public T fromString(String text) {
            if (text == null) {
                return null;
            }
            try {
                return (T) parser.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                ValidationException reason = new ValidationException(pointer, "must be " + JsonTypes.describe(type));
                // JAX-RS lets only its own exceptions out of a converter.
                throw new BadRequestException(reason.getMessage(), reason);
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
