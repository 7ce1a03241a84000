package org.archipel.base;

/** Texts with {@code *} for any run of characters, as globs of topics, entities and other names are. */
public final class Wildcards {
    private Wildcards() {}

    /**
     * Whether the pattern takes in the whole text, in which a star is an ordinary character. In steps of at most the product of both
     * lengths: a regular expression of many stars, which strangers write, would go back and forth for ever.
     */
    public static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < text.length()) {
            // A star takes in as little as it can, and more only if what follows it does not fit.
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
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
