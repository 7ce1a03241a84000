package org.archipel.gateway.internal.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A path with parameters, such as {@code /customers/{id}/files/{path*}}. Immutable. */
public final class PathTemplate {
    static final int MOST_SEGMENTS = 16;
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]{0,49})(\\*)?}");
    private static final Pattern STATIC = Pattern.compile("[A-Za-z0-9._~@!$&'()*+,=:-]{1,100}");
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,4}");

    private final List<Segment> segments;

    private PathTemplate(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /** One part between slashes. */
    sealed interface Segment {
        record Text(String text) implements Segment {}

        record Parameter(String name) implements Segment {}

        /** The rest of the path, one segment at least. */
        record Rest(String name) implements Segment {}
    }

    /** @throws IllegalArgumentException with a message for people */
    public static PathTemplate parse(String path) {
        if (path == null || !path.startsWith("/") || path.length() < 2 || path.length() > 400) {
            throw new IllegalArgumentException("is a path that begins with '/', of at most 400 characters");
        }
        String[] parts = path.substring(1).split("/", -1);
        if (parts.length > MOST_SEGMENTS) {
            throw new IllegalArgumentException("has more than " + MOST_SEGMENTS + " segments");
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < parts.length; i++) {
            Segment segment = segment(parts[i], i == parts.length - 1);
            if (!(segment instanceof Segment.Text) && !names.add(name(segment))) {
                throw new IllegalArgumentException("names the parameter '" + name(segment) + "' twice");
            }
            segments.add(segment);
        }
        if (VERSION.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("begins with a version, which 'version' tells");
        }
        return new PathTemplate(segments);
    }

    private static Segment segment(String part, boolean last) {
        Matcher parameter = PARAMETER.matcher(part);
        if (parameter.matches()) {
            if (parameter.group(2) == null) {
                return new Segment.Parameter(parameter.group(1));
            }
            if (last) {
                return new Segment.Rest(parameter.group(1));
            }
            throw new IllegalArgumentException("has something behind '" + part + "', which takes the rest");
        }
        if (!STATIC.matcher(part).matches() || part.equals(".") || part.equals("..")) {
            throw new IllegalArgumentException("has a segment that cannot be: '" + part + "'");
        }
        return new Segment.Text(part);
    }

    private static String name(Segment segment) {
        return segment instanceof Segment.Parameter parameter ? parameter.name() : ((Segment.Rest) segment).name();
    }

    List<Segment> segments() {
        return segments;
    }

    /** Names of the parameters, in the order of the path. */
    public List<String> parameters() {
        return segments.stream()
                .filter(segment -> !(segment instanceof Segment.Text))
                .map(PathTemplate::name)
                .toList();
    }

    /** The path without the parameters' names: what two paths that take the same requests have in common. */
    public String shape() {
        return segments.stream()
                .map(segment -> segment instanceof Segment.Text text
                        ? text.text()
                        : segment instanceof Segment.Rest ? "{*}" : "{}")
                .collect(Collectors.joining("/", "/", ""));
    }
}
