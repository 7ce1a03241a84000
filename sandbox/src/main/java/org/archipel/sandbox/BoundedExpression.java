package org.archipel.sandbox;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.archipel.guard.Regex;

/**
 * A regular expression that an extension chose, for code of the platform: its work on one text is bounded, and that on all texts
 * {@linkplain #together together}, since the engine goes back and forth for ever over some. Thread-safe.
 */
public final class BoundedExpression {
    private static final int MOST_READS = 2_000_000;
    private static final int MOST_READS_TOGETHER = 50_000_000;

    /** How often texts may be looked at by the work of this thread; null without a common bound. */
    private static final ThreadLocal<int[]> LEFT = new ThreadLocal<>();

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

    /** @throws PatternSyntaxException if it is no regular expression, or may match nothing at all in more ways than can be bounded */
    public static BoundedExpression of(String expression) {
        try {
            if (!Regex.isBounded(expression)) {
                throw new PatternSyntaxException("may match nothing in too many ways", "", -1);
            }
            return new BoundedExpression(Pattern.compile(expression));
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("is nested too deeply", "", -1);
        }
    }

    /**
     * Bounds what all matches cost together that the work does on this thread: one may be cheap enough, and a document may ask for
     * thousands. Work within such work shares its bound.
     *
     * @throws LimitException if they take too long
     */
    public static <T> T together(Supplier<T> work) {
        if (LEFT.get() != null) {
            return work.get();
        }
        LEFT.set(new int[] {MOST_READS_TOGETHER});
        try {
            return work.get();
        } finally {
            LEFT.remove();
        }
    }

    /**
     * Whether a part of the text matches.
     *
     * @throws LimitException if that takes too long to find out
     */
    public boolean isFoundIn(String text) {
        int[] left = LEFT.get();
        BoundedText bounded = new BoundedText(text, left == null ? MOST_READS : Math.min(MOST_READS, left[0]));
        try {
            return pattern.matcher(bounded).find();
        } catch (StackOverflowError e) {
            throw new LimitException();
        } finally {
            if (left != null) {
                left[0] -= Math.min(left[0], bounded.reads);
            }
        }
    }

    private static final class BoundedText implements CharSequence {
        private final String text;
        private final int most;
        private int reads;

        BoundedText(String text, int most) {
            this.text = text;
            this.most = most;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads > most) {
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
