package org.archipel.gateway.internal.pipeline;

import java.util.Map;
import java.util.regex.Pattern;
import org.archipel.base.PointerSegments;
import org.archipel.gateway.internal.http.ConnectionHeaders;

/** Looks at names and values of headers that a definition sets (RFC 9110, sections 5.1 and 5.5). */
final class HeaderCheck {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private final Problems problems;

    HeaderCheck(Problems problems) {
        this.problems = problems;
    }

    static boolean isName(String name) {
        return TOKEN.matcher(name).matches();
    }

    void headers(Map<String, String> headers, String pointer) {
        headers.forEach((name, value) -> {
            String place = pointer + "/" + PointerSegments.escaped(name);
            settable(name, place);
            problems.check(value != null && isValue(value), place, "holds a character that a header cannot hold");
        });
    }

    /** A header that the platform does not write by itself. */
    void settable(String name, String pointer) {
        boolean canBeSet = isName(name)
                && !ConnectionHeaders.isOne(name, null)
                && !name.equalsIgnoreCase("host")
                && !name.equalsIgnoreCase("content-length");
        problems.check(canBeSet, pointer, "is no header that can be set");
    }

    static boolean isValue(String value) {
        return value.chars().noneMatch(c -> c < ' ' || c == 0x7f || c > 0xff);
    }
}
