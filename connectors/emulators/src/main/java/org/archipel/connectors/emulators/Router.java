package org.archipel.connectors.emulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the handler of a request by method and path. */
final class Router {
    /** Answers a request; the values of the path's places in their order. */
    interface Handler {
        Reply answer(Exchange exchange, List<String> values);
    }

    private record Route(String method, Pattern path, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    /** @param path with {@code {name}} places, each one segment */
    Router on(String method, String path, Handler handler) {
        String pattern = path.replaceAll("[.$()+]", "\\\\$0").replaceAll("\\{[^}]*}", "([^/]+)");
        routes.add(new Route(method, Pattern.compile(pattern), handler));
        return this;
    }

    /** The answer; empty if there is no such route. */
    Optional<Reply> answer(Exchange exchange) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(exchange.path());
            if (route.method().equals(exchange.method()) && matcher.matches()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    values.add(matcher.group(i));
                }
                return Optional.of(route.handler().answer(exchange, values));
            }
        }
        return Optional.empty();
    }
}
