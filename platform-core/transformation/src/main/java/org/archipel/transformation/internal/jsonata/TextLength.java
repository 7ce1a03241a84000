package org.archipel.transformation.internal.jsonata;

import java.util.Collection;
import java.util.Map;

/** How long the text is that the library writes of a value. */
final class TextLength {
    private static final int INDENTATION = 2;

    private final boolean pretty;
    private final long enough;
    private long length;

    private TextLength(boolean pretty, long enough) {
        this.pretty = pretty;
        this.enough = enough;
    }

    /** No more characters than the text has, unless it has more than {@code enough}. */
    static long atLeast(Object value, boolean pretty, long enough) {
        TextLength text = new TextLength(pretty, enough);
        text.add(value, 0);
        return text.length;
    }

    private void add(Object value, int level) {
        if (value instanceof Map<?, ?> map) {
            length++;
            for (Map.Entry<?, ?> member : map.entrySet()) {
                // With its quotes, the colon, and a comma or bracket.
                length += String.valueOf(member.getKey()).length() + 4;
                member(member.getValue(), level);
                if (length > enough) {
                    return;
                }
            }
        } else if (value instanceof Collection<?> elements) {
            length++;
            for (Object element : elements) {
                length++;
                member(element, level);
                if (length > enough) {
                    return;
                }
            }
        } else {
            length += value instanceof String text ? text.length() : 1;
        }
    }

    private void member(Object member, int level) {
        if (pretty) {
            length += (long) INDENTATION * (level + 1) + 1;
        }
        add(member, level + 1);
    }
}
