package org.archipel.base;

/** Texts with {@code *} for any run of characters, as globs of topics, entities and other names are. */
public final class Wildcards {
    private static final char STAR = '*';

    private Wildcards() {}

    /**
     * Whether the pattern takes in the whole text, in which a star is an ordinary character. In as many steps as both have characters:
     * strangers write the patterns, by the thousand, and a regular expression of many stars would go back and forth for ever.
     */
    public static boolean matches(String pattern, String text) {
        int first = pattern.indexOf(STAR);
        if (first < 0) {
            return pattern.equals(text);
        }
        int last = pattern.lastIndexOf(STAR);
        int end = text.length() - (pattern.length() - last - 1);
        return end >= first
                && text.startsWith(pattern.substring(0, first))
                && text.startsWith(pattern.substring(last + 1), end)
                && follow(pattern, first, last, text, first, end);
    }

    // What stands between stars comes one after the other, each as early as it can.
    private static boolean follow(String pattern, int first, int last, String text, int from, int end) {
        int star = first;
        int at = from;
        while (star < last) {
            int next = pattern.indexOf(STAR, star + 1);
            at = endOf(pattern.substring(star + 1, next), text, at, end);
            if (at < 0) {
                return false;
            }
            star = next;
        }
        return true;
    }

    // Knuth, Morris and Pratt: no character of the text is looked at again.
    private static int endOf(String part, String text, int from, int end) {
        if (part.isEmpty()) {
            return from;
        }
        int[] borders = borders(part);
        int matched = 0;
        for (int i = from; i < end; i++) {
            matched = longer(part, borders, matched, text.charAt(i));
            if (matched == part.length()) {
                return i + 1;
            }
        }
        return -1;
    }

    /** For each beginning of the part, how much of it is another beginning and its end as well. */
    private static int[] borders(String part) {
        int[] borders = new int[part.length()];
        for (int i = 1; i < borders.length; i++) {
            borders[i] = longer(part, borders, borders[i - 1], part.charAt(i));
        }
        return borders;
    }

    private static int longer(String part, int[] borders, int matched, char next) {
        int length = matched;
        while (length > 0 && part.charAt(length) != next) {
            length = borders[length - 1];
        }
        return part.charAt(length) == next ? length + 1 : length;
    }
}
