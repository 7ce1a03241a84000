package org.archipel.transformation.internal.jsonata;

/**
 * Finds a text in others in time that grows with their lengths together and not with the product of them: by the tables of Knuth, Morris
 * and Pratt if it is long.
 */
final class TextSearch {
    private static final int SHORT = 64;

    private final String sought;
    /** For each beginning of what is sought the length of its longest end that is a beginning too; null if it is short. */
    private final int[] borders;

    TextSearch(String sought) {
        this.sought = sought;
        this.borders = sought.length() <= SHORT ? null : borders(sought);
    }

    private static int[] borders(String sought) {
        int[] borders = new int[sought.length()];
        int matched = 0;
        for (int i = 1; i < borders.length; i++) {
            while (matched > 0 && sought.charAt(i) != sought.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (sought.charAt(i) == sought.charAt(matched)) {
                matched++;
            }
            borders[i] = matched;
        }
        return borders;
    }

    /** Where it is first at or behind a place; negative if nowhere. */
    int in(String text, int from) {
        if (borders == null) {
            return text.indexOf(sought, from);
        }
        int matched = 0;
        for (int i = from; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != sought.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (text.charAt(i) == sought.charAt(matched)) {
                matched++;
            }
            if (matched == borders.length) {
                return i - matched + 1;
            }
        }
        return -1;
    }

    int length() {
        return sought.length();
    }
}
