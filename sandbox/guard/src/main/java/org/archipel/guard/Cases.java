package org.archipel.guard;

import java.util.BitSet;
import java.util.Locale;

/**
 * Bounds letters that take more than themselves when a text is changed to the other case: those that become several, for each of which
 * the JDK copies all of the text, and the capital sigma, for each of which it looks whether the word ends there.
 */
public final class Cases {
    /** Texts up to this many characters take no time worth looking at. */
    static final int SHORT = 1 << 10;

    private static final long MOST_COPIED = 1L << 30;
    private static final long MOST_SEARCHED = 1L << 24;
    private static final char SIGMA = '\u03a3';
    // What looks for the ends of a word is made anew for each, which takes as long as so many characters.
    private static final long SEARCH = 256;
    private static final BitSet GROWING = growing();

    private Cases() {}

    private static BitSet growing() {
        BitSet growing = new BitSet();
        for (int i = 0x80; i <= Character.MAX_VALUE; i++) {
            String letter = String.valueOf((char) i);
            if (letter.toUpperCase(Locale.ROOT).length() > 1
                    || letter.toLowerCase(Locale.ROOT).length() > 1) {
                growing.set(i);
            }
        }
        return growing;
    }

    /** @return the same text, of which the JDK changes the case where it looks something up */
    public static String checked(String text) {
        if (text != null && text.length() > SHORT) {
            check(text);
        }
        return text;
    }

    /** @throws SecurityException if it would take longer than a moment */
    static void check(String text) {
        check(text, 1);
    }

    /** @param times how often it is going to be changed */
    static void check(String text, long times) {
        Checkpoint.check();
        long growing = 0;
        Search search = new Search();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            growing += GROWING.get(letter) ? 1 : 0;
            search.take(letter);
        }
        if (growing * text.length() > MOST_COPIED / times) {
            throw new SecurityException("not allowed to extensions: a text of " + text.length()
                    + " characters in another case, where " + growing + " become several");
        }
        if (search.steps() > MOST_SEARCHED / times) {
            throw new SecurityException("not allowed to extensions: a text of " + text.length()
                    + " characters in another case, with long words of capital sigmas");
        }
    }

    /**
     * How far the JDK goes for each sigma: to the next letters that have a case, in both directions, and at each step back to where the
     * word begins.
     */
    private static final class Search {
        private long steps;
        private long length;
        private long sigmas;
        private long between;
        private long uncased;
        private boolean word;
        private boolean sigma;

        private void take(char letter) {
            boolean blank = letter == ' ' || letter == '\n';
            if (blank && word) {
                end();
            }
            word |= !blank;
            length++;
            if (isCased(letter)) {
                boolean now = letter == SIGMA;
                between += (sigma ? uncased : 0) + (now ? 1 + uncased : 0);
                sigmas += now ? 1 : 0;
                sigma = now;
                uncased = 0;
            } else {
                uncased++;
            }
        }

        private static boolean isCased(char letter) {
            int type = Character.getType(letter);
            return type == Character.UPPERCASE_LETTER
                    || type == Character.LOWERCASE_LETTER
                    || type == Character.TITLECASE_LETTER;
        }

        private void end() {
            between += sigma ? uncased : 0;
            steps += between * length + sigmas * SEARCH;
            length = 0;
            sigmas = 0;
            between = 0;
            uncased = 0;
            word = false;
            sigma = false;
        }

        private long steps() {
            end();
            return steps;
        }
    }
}
