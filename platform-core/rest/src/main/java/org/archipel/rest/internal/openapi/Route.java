package org.archipel.rest.internal.openapi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.ws.rs.Consumes;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.HttpHeaders;
import org.archipel.rest.AnyQuery;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformApi;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;

/**
 * One operation of a resource class, read from its annotations.
 *
 * @param verb HTTP method in lower case
 * @param path template below the server's root, without patterns
 */
record Route(Class<?> resource, Method method, String verb, String path) {
    /** The operations of a resource class. */
    static List<Route> of(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .filter(method -> !method.isBridge())
                .flatMap(method ->
                        verb(method)
                                .map(verb -> new Route(resource, method, verb, template(resource, method)))
                                .stream())
                .toList();
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(annotation -> annotation != null)
                .map(annotation -> annotation.value().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    /** The template of a resource method's address. */
    static String template(Class<?> resource, Method method) {
        String joined = String.join(
                "/",
                PlatformApi.BASE,
                template(resource.getAnnotation(Path.class)),
                template(method.getAnnotation(Path.class)));
        // {id: [0-9]+} is written {id}; slashes are single, and there is none at the end.
        return joined.replaceAll("\\{\\s*([\\w.-]+)\\s*:[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}")
                .replaceAll("/{2,}", "/")
                .replaceAll("/$", "");
    }

    private static String template(Path path) {
        return path == null ? "" : path.value();
    }

    /** Name of the group in which readers find the operation. */
    String tag() {
        Summary summary = resource.getAnnotation(Summary.class);
        return summary == null ? resource.getSimpleName().replaceAll("Resource$", "") : summary.value();
    }

    String summary() {
        Summary summary = method.getAnnotation(Summary.class);
        return summary == null ? method.getName() : summary.value();
    }

    boolean isPublic() {
        return method.isAnnotationPresent(PublicRoute.class);
    }

    /**
     * Whether the client may name the state that it has seen. A method that takes any query is one for other programs, which know
     * nothing of it, and reads headers for reasons of its own.
     */
    boolean isConditional() {
        return Arrays.asList(method.getParameterTypes()).contains(HttpHeaders.class)
                && !method.isAnnotationPresent(AnyQuery.class);
    }

    /** Wire names of the permissions of which the operation needs one; none if it needs none. */
    List<String> permissions() {
        RequiresPermission required = method.getAnnotation(RequiresPermission.class);
        return required == null
                ? List.of()
                : Stream.concat(Stream.of(required.value()), Arrays.stream(required.or()))
                        .map(ApiPermission::wireName)
                        .toList();
    }

    List<String> consumes() {
        Consumes own = method.getAnnotation(Consumes.class);
        Consumes all = own == null ? resource.getAnnotation(Consumes.class) : own;
        return all == null ? List.of("application/json") : List.of(all.value());
    }

    List<String> produces() {
        Produces own = method.getAnnotation(Produces.class);
        Produces all = own == null ? resource.getAnnotation(Produces.class) : own;
        return all == null ? List.of("application/json") : List.of(all.value());
    }
}
