package org.archipel.sandbox.internal.gate;

/** Words in texts of a package, in whatever case: compared letter by letter, as the JDK takes long to change the case of some texts. */
final class AnyCase {
    private AnyCase() {}

    static boolean startsWith(String text, String word) {
        return text.regionMatches(true, 0, word, 0, word.length());
    }

    static boolean endsWith(String text, String word) {
        return text.regionMatches(true, text.length() - word.length(), word, 0, word.length());
    }

    static boolean contains(String text, String word) {
        for (int at = 0; at <= text.length() - word.length(); at++) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
