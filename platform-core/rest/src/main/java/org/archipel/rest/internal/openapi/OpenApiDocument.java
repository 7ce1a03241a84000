package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the OpenAPI 3.1 document of a set of resource classes; the same classes give the same text in any order. */
final class OpenApiDocument {
    private static final String BEARER = "bearer";
    private static final String API_KEY = "apiKey";

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final Schemas schemas = new Schemas();
    private final Parameters parameters = new Parameters(schemas);
    private final Bodies bodies = new Bodies(schemas);
    private final Set<String> operationIds = new HashSet<>();

    private OpenApiDocument() {}

    static ObjectNode of(Collection<Class<?>> resources, String version) {
        return new OpenApiDocument().build(resources, version);
    }

    private ObjectNode build(Collection<Class<?>> resources, String version) {
        List<Route> routes = resources.stream()
                .flatMap(resource -> Route.of(resource).stream())
                .sorted(Comparator.comparing(Route::path)
                        .thenComparing(Route::verb)
                        .thenComparing(route -> route.method().toGenericString()))
                .toList();
        root.put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "Archipel")
                .put("version", version)
                .put("description", "The platform's REST API. Errors are problem documents (RFC 9457).")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        root.putArray("servers").addObject().put("url", "/");
        var tags = root.putArray("tags");
        Set<String> names = new TreeSet<>();
        routes.forEach(route -> names.add(route.tag()));
        names.forEach(name -> tags.addObject().put("name", name));
        writePaths(routes, root.putObject("paths"));
        writeComponents(root.putObject("components"));
        RequestSchemas.turn(root);
        return root;
    }

    private void writePaths(List<Route> routes, ObjectNode paths) {
        for (Route route : routes) {
            ObjectNode item = paths.withObjectProperty(route.path());
            // Two methods may differ in their media types only; the first one stands for both.
            if (!item.has(route.verb())) {
                writeOperation(route, item.putObject(route.verb()));
            }
        }
    }

    /** One by its name; of a list, one is enough. */
    private static void permissions(List<String> permissions, ObjectNode operation) {
        if (permissions.size() == 1) {
            operation.put("x-permission", permissions.get(0));
        } else if (!permissions.isEmpty()) {
            permissions.forEach(operation.putArray("x-permission")::add);
        }
    }

    private void writeOperation(Route route, ObjectNode operation) {
        operation.putArray("tags").add(route.tag());
        operation.put("summary", route.summary());
        operation.put("operationId", operationId(route));
        permissions(route.permissions(), operation);
        parameters.write(route, operation);
        bodies.write(route, operation);
        var security = operation.putArray("security");
        if (!route.isPublic()) {
            security.addObject().putArray(BEARER);
            security.addObject().putArray(API_KEY);
        }
    }

    private String operationId(Route route) {
        String noun = route.resource().getSimpleName().replaceAll("Resource$", "");
        String plain = route.method().getName() + noun;
        String by = Pattern.compile("\\{(\\w)(\\w*)}")
                .matcher(route.path())
                .results()
                .map(name -> name.group(1).toUpperCase(Locale.ROOT) + name.group(2))
                .collect(Collectors.joining("And", "By", ""));
        String id = plain;
        for (int i = 1; !operationIds.add(id); i++) {
            id = plain + by + (i == 1 ? "" : i);
        }
        return id;
    }

    private void writeComponents(ObjectNode components) {
        components.set("schemas", sorted(schemas.definitions()));
        SharedParameters.write(components.putObject("parameters"));
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API key or an access token");
        schemes.putObject(API_KEY)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-API-Key")
                .put("description", "An API key");
    }

    private static ObjectNode sorted(ObjectNode node) {
        ObjectNode sorted = node.objectNode();
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> sorted.set(name, node.get(name)));
        return sorted;
    }
}
