package org.archipel.rest.internal.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.rest.RouteDirectory;
import org.archipel.rest.internal.application.Parts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The platform's routes by path, for refusals: the JAX-RS layer would name the methods of the whole resource class, which serves
 * other paths as well. Reads the resource classes anew each time. Thread-safe.
 */
@Component(service = {RouteTable.class, RouteDirectory.class})
public final class RouteTable implements RouteDirectory {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/]*}");

    private final Parts parts;

    @Activate
    public RouteTable(@Reference Parts parts) {
        this.parts = parts;
    }

    /** The value of the Allow header; empty if no route of the platform has the path. */
    public String methods(String path) {
        Set<String> methods = at(path).map(route -> route.verb().toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return String.join(", ", methods);
    }

    /** The media types that a body may have there, in no order; empty if the path or its method takes none. */
    public Set<String> mediaTypes(String method, String path) {
        return at(path).filter(route -> route.verb().equalsIgnoreCase(method))
                .flatMap(route -> route.consumes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean isPublic(String method, String path) {
        // A HEAD is answered by the method for GET.
        String verb = method.equals("HEAD") ? "GET" : method;
        return at(path).anyMatch(route -> route.verb().equalsIgnoreCase(verb) && route.isPublic());
    }

    private Stream<Route> at(String path) {
        List<Route> routes =
                routes().filter(route -> matches(route.path(), path)).toList();
        // /api/jobs/dead-letters is not the job of that name.
        boolean literal = routes.stream().anyMatch(route -> route.path().equals(path));
        return routes.stream().filter(route -> !literal || route.path().equals(path));
    }

    private Stream<Route> routes() {
        return parts.resources().stream()
                .<Class<?>>map(OpenApiCache::resourceClass)
                .filter(Objects::nonNull)
                .flatMap(resource -> Route.of(resource).stream());
    }

    /** Whether the path is one of the template's, a parameter being one segment. */
    private static boolean matches(String template, String path) {
        String pattern =
                Stream.of(PARAMETER.split(template, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return path.matches(pattern);
    }
}
