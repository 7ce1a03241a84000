package org.archipel.sandbox.internal.permission;

import java.util.regex.Pattern;
import org.archipel.base.Wildcards;

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
        return name.indexOf('*') < 0 && Wildcards.matches(pattern, name);
    }

    /** Whether every name that the other pattern matches is matched by this one: only a star takes in a star. */
    boolean covers(Glob other) {
        return Wildcards.matches(pattern, other.pattern);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
