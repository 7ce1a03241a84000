package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.ws.rs.BeanParam;
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

    /** Writes the parameters of the route; nothing when it has none. */
    void write(Route route, ObjectNode operation) {
        List<NamedParameter> own = own(route);
        ArrayNode list = operation.arrayNode();
        own.forEach(parameter -> write(route, parameter, list.addObject()));
        // A method that takes one of the shared ones itself says more of it.
        Set<String> said = own.stream().map(NamedParameter::name).collect(Collectors.toSet());
        SharedParameters.of(route).stream()
                .filter(name -> !said.contains(name))
                .forEach(name -> list.addObject().put("$ref", "#/components/parameters/" + name));
        if (!list.isEmpty()) {
            operation.set("parameters", list);
        }
    }

    /** Those of the method, and those of the path that it does not take; without those of paging. */
    private static List<NamedParameter> own(Route route) {
        List<NamedParameter> own = Arrays.stream(route.method().getParameters())
                .filter(parameter -> parameter.getType() != PageRequest.class)
                .flatMap(NamedParameter::of)
                .collect(Collectors.toCollection(ArrayList::new));
        Matcher inPath = IN_PATH.matcher(route.path());
        while (inPath.find()) {
            String name = inPath.group(1);
            if (own.stream().noneMatch(known -> known.is("path") && known.name().equals(name))) {
                own.add(NamedParameter.ofPath(name));
            }
        }
        return own;
    }

    private void write(Route route, NamedParameter parameter, ObjectNode node) {
        node.put("name", parameter.name()).put("in", parameter.in());
        ParameterTexts.of(route, parameter).ifPresent(text -> node.put("description", text));
        if (parameter.is("path")) {
            node.put("required", true);
        }
        ObjectNode schema = schemas.of(parameter.type());
        if (!schema.has("$ref")) {
            parameter.standard().ifPresent(value -> putDefault(schema, value));
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

    /** The names of the query parameters of a resource method. */
    static Set<String> queryNames(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(NamedParameter::of)
                .filter(parameter -> parameter.is("query"))
                .map(NamedParameter::name)
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
}
