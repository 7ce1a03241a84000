package org.archipel.rest.internal.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.rest.internal.application.Parts;

/**
 * The methods of a path, for the Allow header of 405. The JAX-RS layer would name those of the whole resource class, which serves
 * other paths as well. Thread-safe.
 */
public final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/]*}");

    private final Parts parts;

    public AllowedMethods(Parts parts) {
        this.parts = parts;
    }

    /** The value of the header; empty if no route of the platform has the path. */
    public String of(String path) {
        List<Route> routes =
                routes().filter(route -> matches(route.path(), path)).toList();
        Set<String> methods = routes.stream()
                .map(route -> route.verb().toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return String.join(", ", methods);
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
