package org.archipel.sandbox.internal.permission;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP port, {@code 443}, or a range of them, {@code 8000-8099}. */
record PortRange(int first, int last) {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** @throws IllegalArgumentException if it is none */
    static PortRange parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a port is a number or a range such as 8000-8099");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException("ports go from 1 to 65535");
        }
        return new PortRange(first, last);
    }

    boolean includes(int port) {
        return first <= port && port <= last;
    }

    boolean covers(PortRange other) {
        return first <= other.first && other.last <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
