package org.archipel.rest.internal.openapi;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.ws.rs.BeanParam;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import org.archipel.rest.OneOf;
import org.archipel.rest.Summary;

/**
 * A parameter of an operation as its method spells it.
 *
 * @param in where it stands: {@code path}, {@code query} or {@code header}
 * @param type what it is to the client
 * @param standard what it is when the client does not say; empty if nothing stands for it
 * @param summary what the code says of it; empty if it says nothing
 */
record NamedParameter(String name, String in, Type type, Optional<String> standard, Optional<String> summary) {
    /** A parameter of the path that the method itself does not take. */
    static NamedParameter ofPath(String name) {
        return new NamedParameter(name, "path", String.class, Optional.empty(), Optional.empty());
    }

    /** What an argument of a resource method takes: one, several where it is a bean, or none. */
    static Stream<NamedParameter> of(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                ? ofBean(parameter.getType())
                : of(parameter, parameter.getParameterizedType()).stream();
    }

    /** What a bean takes by its fields or setters, in the order of their names. */
    private static Stream<NamedParameter> ofBean(Class<?> bean) {
        Stream<Optional<NamedParameter>> fields =
                Arrays.stream(bean.getDeclaredFields()).map(field -> of(field, field.getGenericType()));
        Stream<Optional<NamedParameter>> setters = Arrays.stream(bean.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> of(method, method.getGenericParameterTypes()[0]));
        // Reflection gives no order.
        return Stream.concat(fields, setters)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(NamedParameter::name));
    }

    private static Optional<NamedParameter> of(AnnotatedElement element, Type type) {
        PathParam path = element.getAnnotation(PathParam.class);
        if (path != null) {
            return Optional.of(of(element, type, path.value(), "path"));
        }
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            return Optional.of(of(element, type, query.value(), "query"));
        }
        HeaderParam header = element.getAnnotation(HeaderParam.class);
        return header == null ? Optional.empty() : Optional.of(of(element, type, header.value(), "header"));
    }

    private static NamedParameter of(AnnotatedElement element, Type type, String name, String in) {
        OneOf choice = element.getAnnotation(OneOf.class);
        return new NamedParameter(
                name,
                in,
                choice == null ? type : choice.value(),
                Optional.ofNullable(element.getAnnotation(DefaultValue.class)).map(DefaultValue::value),
                Optional.ofNullable(element.getAnnotation(Summary.class)).map(Summary::value));
    }

    boolean is(String place) {
        return in.equals(place);
    }
}
