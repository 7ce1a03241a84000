package org.archipel.gateway.internal.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.archipel.gateway.internal.route.PathTemplate.Segment;

/**
 * Finds what answers a path: at each segment text goes before a parameter, and a parameter before the rest. Immutable: a change
 * gives another tree that shares what did not change.
 */
public final class RouteTree<T> {
    private final Map<String, RouteTree<T>> texts;
    private final RouteTree<T> parameter;
    private final T rest;
    private final T value;

    private RouteTree(Map<String, RouteTree<T>> texts, RouteTree<T> parameter, T rest, T value) {
        this.texts = texts;
        this.parameter = parameter;
        this.rest = rest;
        this.value = value;
    }

    public static <T> RouteTree<T> empty() {
        return new RouteTree<>(Map.of(), null, null, null);
    }

    /** @param parameters what stands in the place of the template's parameters, in its order */
    public record Match<T>(T value, List<String> parameters) {}

    /**
     * The tree with a changed value at a path.
     *
     * @param change gets null where there is none, and gives null to remove it
     */
    public RouteTree<T> with(PathTemplate path, UnaryOperator<T> change) {
        return with(path.segments(), 0, change);
    }

    private RouteTree<T> with(List<Segment> path, int at, UnaryOperator<T> change) {
        if (at == path.size()) {
            return new RouteTree<>(texts, parameter, rest, change.apply(value));
        }
        Segment segment = path.get(at);
        if (segment instanceof Segment.Rest) {
            return new RouteTree<>(texts, parameter, change.apply(rest), value);
        }
        if (segment instanceof Segment.Parameter) {
            RouteTree<T> child = parameter == null ? empty() : parameter;
            return new RouteTree<>(texts, orNull(child.with(path, at + 1, change)), rest, value);
        }
        String text = ((Segment.Text) segment).text();
        RouteTree<T> child = texts.getOrDefault(text, empty()).with(path, at + 1, change);
        Map<String, RouteTree<T>> changed = new HashMap<>(texts);
        if (child.isEmpty()) {
            changed.remove(text);
        } else {
            changed.put(text, child);
        }
        return new RouteTree<>(changed, parameter, rest, value);
    }

    private RouteTree<T> orNull(RouteTree<T> tree) {
        return tree.isEmpty() ? null : tree;
    }

    private boolean isEmpty() {
        return texts.isEmpty() && parameter == null && rest == null && value == null;
    }

    /** What answers a path, first of all. */
    public Optional<Match<T>> find(List<String> segments) {
        return find(segments, any -> true);
    }

    /** What answers a path, first of all that are wanted: one that is not hides none behind it. */
    public Optional<Match<T>> find(List<String> segments, Predicate<T> wanted) {
        if (segments.size() > 2 * PathTemplate.MOST_SEGMENTS) {
            return Optional.empty();
        }
        List<String> parameters = new ArrayList<>(4);
        T found = find(segments, 0, parameters, wanted);
        return found == null ? Optional.empty() : Optional.of(new Match<>(found, parameters));
    }

    private T find(List<String> segments, int at, List<String> parameters, Predicate<T> wanted) {
        if (at == segments.size()) {
            return value != null && wanted.test(value) ? value : null;
        }
        String segment = segments.get(at);
        RouteTree<T> child = texts.get(segment);
        T found = child == null ? null : child.find(segments, at + 1, parameters, wanted);
        if (found != null) {
            return found;
        }
        if (parameter != null) {
            int mark = parameters.size();
            parameters.add(segment);
            found = parameter.find(segments, at + 1, parameters, wanted);
            if (found != null) {
                return found;
            }
            parameters.subList(mark, parameters.size()).clear();
        }
        if (rest == null || !wanted.test(rest)) {
            return null;
        }
        parameters.add(String.join("/", segments.subList(at, segments.size())));
        return rest;
    }
}
