package org.archipel.sandbox.internal.permission;

import java.util.regex.Pattern;

/** A dotted name with {@code *} for any run of characters, as used for entities and topics. Immutable. */
public record Glob(String pattern) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9*._:/-]{0,199}");

    /** Any text will do: one that is no name matches none. */
    public Glob {
        pattern = pattern.replaceAll("\\*+", "*");
    }

    /** @throws IllegalArgumentException if it is none */
    static Glob parse(String pattern) {
        if (!SYNTAX.matcher(pattern).matches()) {
            throw new IllegalArgumentException("a name has 1 to 200 letters, digits and . _ : / -, with * as wildcard");
        }
        return new Glob(pattern);
    }

    /** In steps of at most the product of both lengths. */
    public boolean matches(String name) {
        return name.indexOf('*') < 0 && covers(name);
    }

    /** Whether every name that the other pattern matches is matched by this one. */
    boolean covers(Glob other) {
        return covers(other.pattern);
    }

    // A star of the text is an ordinary character here, which only a star of the pattern can take in.
    private boolean covers(String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        return at == pattern.length() || at == pattern.length() - 1 && pattern.charAt(at) == '*';
    }

    @Override
    public String toString() {
        return pattern;
    }
}
