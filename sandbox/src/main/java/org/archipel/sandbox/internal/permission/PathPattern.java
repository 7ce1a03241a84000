package org.archipel.sandbox.internal.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A path such as {@code /items/*}: a star stands for one segment, two stars at the end for all that follows, even nothing. */
record PathPattern(List<String> segments, boolean open) {
    private static final Pattern SEGMENT = Pattern.compile("\\*|[A-Za-z0-9._~!$&'()+,;=:@-]{1,100}");

    /** @throws IllegalArgumentException if it is none */
    static PathPattern parse(String text) {
        if (!text.startsWith("/") || text.length() > 250) {
            throw new IllegalArgumentException("a path starts with / and has at most 250 characters");
        }
        String body = text.equals("/") ? "" : text.substring(1);
        boolean open = body.equals("**") || body.endsWith("/**");
        String fixed = open ? body.substring(0, Math.max(0, body.length() - 3)) : body;
        List<String> segments = fixed.isEmpty() ? List.of() : List.of(fixed.split("/", -1));
        for (String segment : segments) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a path has plain segments, * for one of them, ** at the end");
            }
        }
        return new PathPattern(segments, open);
    }

    /** @param path decoded and in normal form, starting with a slash */
    boolean matches(String path) {
        List<String> actual = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                actual.add(segment);
            }
        }
        return fits(actual) && (open || actual.size() == segments.size());
    }

    boolean covers(PathPattern other) {
        return fits(other.segments) && (open || !other.open && other.segments.size() == segments.size());
    }

    private boolean fits(List<String> actual) {
        if (actual.size() < segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equals("*") && !segments.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments) + (open ? segments.isEmpty() ? "**" : "/**" : "");
    }
}
