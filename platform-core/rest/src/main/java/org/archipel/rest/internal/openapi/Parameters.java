package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.BeanParam;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.FormParam;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import org.archipel.rest.PageRequest;

/** The parameters of an operation, and which argument of its method is the body. */
final class Parameters {
    private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");

    private final Schemas schemas;

    Parameters(Schemas schemas) {
        this.schemas = schemas;
    }

    /** One parameter in the order and spelling of the method. */
    private record Named(String name, String in, Type type, String standard) {}

    /** Writes the parameters of the route; nothing when it has none. */
    void write(Route route, ObjectNode operation) {
        List<Named> named = new ArrayList<>();
        boolean paged = false;
        for (Parameter parameter : route.method().getParameters()) {
            paged |= parameter.getType() == PageRequest.class;
            if (parameter.isAnnotationPresent(BeanParam.class) && parameter.getType() != PageRequest.class) {
                named.addAll(members(parameter.getType()));
            }
            find(parameter, parameter.getParameterizedType()).ifPresent(named::add);
        }
        Matcher inPath = IN_PATH.matcher(route.path());
        while (inPath.find()) {
            String name = inPath.group(1);
            if (named.stream()
                    .noneMatch(
                            known -> known.in().equals("path") && known.name().equals(name))) {
                named.add(new Named(name, "path", String.class, null));
            }
        }
        ArrayNode list = operation.arrayNode();
        named.forEach(parameter -> write(parameter, list.addObject()));
        List<String> shared = new ArrayList<>(paged ? List.of("limit", "cursor", "q", "sort") : List.of());
        // A method that takes one of them itself says more of it.
        named.forEach(parameter -> shared.remove(parameter.name()));
        if (route.verb().equals("post")) {
            shared.add("idempotencyKey");
        }
        shared.forEach(name -> list.addObject().put("$ref", "#/components/parameters/" + name));
        if (!list.isEmpty()) {
            operation.set("parameters", list);
        }
    }

    private void write(Named parameter, ObjectNode node) {
        node.put("name", parameter.name()).put("in", parameter.in());
        if (parameter.in().equals("path")) {
            node.put("required", true);
        }
        ObjectNode schema = schemas.of(parameter.type());
        if (parameter.standard() != null && !schema.has("$ref")) {
            putDefault(schema, parameter.standard());
        }
        node.set("schema", schema);
    }

    private static void putDefault(ObjectNode schema, String value) {
        switch (schema.path("type").asText()) {
            case "integer" -> schema.put("default", Long.parseLong(value));
            case "boolean" -> schema.put("default", Boolean.parseBoolean(value));
            default -> schema.put("default", value);
        }
    }

    /** The parameters that a bean takes by its fields or setters. */
    private static List<Named> members(Class<?> bean) {
        Stream<Optional<Named>> fields =
                Arrays.stream(bean.getDeclaredFields()).map(field -> find(field, field.getGenericType()));
        Stream<Optional<Named>> setters = Arrays.stream(bean.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> find(method, method.getGenericParameterTypes()[0]));
        // Reflection gives no order.
        return Stream.concat(fields, setters)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Named::name))
                .toList();
    }

    private static Optional<Named> find(AnnotatedElement element, Type type) {
        DefaultValue standard = element.getAnnotation(DefaultValue.class);
        String value = standard == null ? null : standard.value();
        PathParam path = element.getAnnotation(PathParam.class);
        if (path != null) {
            return Optional.of(new Named(path.value(), "path", type, value));
        }
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            return Optional.of(new Named(query.value(), "query", type, value));
        }
        HeaderParam header = element.getAnnotation(HeaderParam.class);
        return header == null ? Optional.empty() : Optional.of(new Named(header.value(), "header", type, value));
    }

    /** The names of the query parameters of a resource method. */
    static Set<String> queryNames(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? members(parameter.getType()).stream()
                        : find(parameter, parameter.getParameterizedType()).stream())
                .filter(parameter -> parameter.in().equals("query"))
                .map(Named::name)
                .collect(Collectors.toSet());
    }

    /** The argument that takes the request's body. */
    static Optional<Parameter> body(Route route) {
        return Arrays.stream(route.method().getParameters())
                .filter(parameter -> Stream.of(
                                PathParam.class,
                                QueryParam.class,
                                HeaderParam.class,
                                FormParam.class,
                                BeanParam.class,
                                Context.class,
                                Suspended.class)
                        .noneMatch(parameter::isAnnotationPresent))
                .findFirst();
    }

    /** The parameters that many operations share, by name. */
    static void writeShared(ObjectNode components) {
        query(components, "limit", "Items of a page")
                .putObject("schema")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", PageRequest.MAX_LIMIT)
                .put("default", PageRequest.DEFAULT_LIMIT);
        query(components, "cursor", "Where the page begins: nextCursor of the page before")
                .putObject("schema")
                .put("type", "string");
        query(components, "q", "Text to search for").putObject("schema").put("type", "string");
        query(components, "sort", "Fields to sort by, separated by commas; a leading minus sorts descending")
                .putObject("schema")
                .put("type", "string");
        components
                .putObject("idempotencyKey")
                .put("name", "Idempotency-Key")
                .put("in", "header")
                .put("description", "The same request with the same key within 24 hours gets the answer of the first")
                .putObject("schema")
                .put("type", "string")
                .put("maxLength", 255);
    }

    private static ObjectNode query(ObjectNode components, String name, String description) {
        return components.putObject(name).put("name", name).put("in", "query").put("description", description);
    }
}
