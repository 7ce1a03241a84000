package org.archipel.transformation.function;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Upper and lower case, in pieces: Java takes the square of the time for a long text whose characters become several, such as İ and ﬃ. */
public final class LetterCase {
    private static final int PIECE = 256;

    private LetterCase() {}

    public static String lower(String text) {
        return inPieces(text, piece -> piece.toLowerCase(Locale.ROOT));
    }

    public static String upper(String text) {
        return inPieces(text, piece -> piece.toUpperCase(Locale.ROOT));
    }

    private static String inPieces(String text, UnaryOperator<String> change) {
        if (text.length() <= PIECE) {
            return change.apply(text);
        }
        StringBuilder changed = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from);
            changed.append(change.apply(text.substring(from, to)));
            from = to;
        }
        return changed.toString();
    }

    /** Behind a blank, as what becomes of a letter may depend on its neighbours; without one, between two characters. */
    private static int end(String text, int from) {
        int most = from + PIECE;
        if (most >= text.length()) {
            return text.length();
        }
        for (int at = most; at > from + PIECE / 2; at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        boolean within =
                Character.isHighSurrogate(text.charAt(most - 1)) && Character.isLowSurrogate(text.charAt(most));
        return within ? most - 1 : most;
    }
}
