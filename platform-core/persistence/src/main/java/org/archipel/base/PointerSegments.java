package org.archipel.base;

/** Names as segments of JSON Pointers (RFC 6901, section 3). */
public final class PointerSegments {
    private PointerSegments() {}

    /** The name with {@code ~} and {@code /} escaped, without a slash before it. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
