package org.archipel.sandbox;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that an extension chose, for code of the platform: its work on one text is bounded, since the engine goes back
 * and forth for ever over some. Thread-safe.
 */
public final class BoundedExpression {
    private static final int MOST_READS = 2_000_000;

    private final Pattern pattern;

    private BoundedExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Tells that a match takes too long or goes too deep. */
    public static final class LimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LimitException() {
            super("takes too long to be compared with its pattern");
        }
    }

    /** @throws PatternSyntaxException if it is no regular expression */
    public static BoundedExpression of(String expression) {
        try {
            return new BoundedExpression(Pattern.compile(expression));
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("is nested too deeply", "", -1);
        }
    }

    /**
     * Whether a part of the text matches.
     *
     * @throws LimitException if that takes too long to find out
     */
    public boolean isFoundIn(String text) {
        try {
            return pattern.matcher(new BoundedText(text)).find();
        } catch (StackOverflowError e) {
            throw new LimitException();
        }
    }

    private static final class BoundedText implements CharSequence {
        private final String text;
        private int reads;

        BoundedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads > MOST_READS) {
                throw new LimitException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
