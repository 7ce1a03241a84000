package org.archipel.jsonpath;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.archipel.expressions.EmptyMatches;

/** A regular expression of Java whose work on one text is bounded, since the engine backtracks and recurses. Thread-safe. */
public final class BoundedPattern {
    /** Of one text; and of all texts together that are looked at for one document. */
    private static final long MOST_READS = 5_000_000;

    private static final long MOST_READS_TOGETHER = 100_000_000;

    private static final ThreadLocal<long[]> LEFT = new ThreadLocal<>();

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws PatternSyntaxException if it is no regular expression */
    public static BoundedPattern compile(String expression) {
        return compile(expression, 0);
    }

    /**
     * @param flags of {@link Pattern}
     * @throws PatternSyntaxException if it is no regular expression, or may match nothing at all in more ways than can be bounded
     */
    public static BoundedPattern compile(String expression, int flags) {
        try {
            if (!EmptyMatches.few(expression, flags)) {
                throw new PatternSyntaxException("may match nothing in too many ways", "", -1);
            }
            return new BoundedPattern(Pattern.compile(expression, flags));
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("is nested too deeply", "", -1);
        }
    }

    /**
     * Bounds what all the matching costs together that the work does on this thread: one match may be cheap enough, and a document may
     * ask for thousands. Work within such work shares its bound.
     *
     * @throws JsonPathLimitException if it takes too long
     */
    public static <T> T together(Supplier<T> work) {
        if (LEFT.get() != null) {
            return work.get();
        }
        LEFT.set(new long[] {MOST_READS_TOGETHER});
        try {
            return work.get();
        } finally {
            LEFT.remove();
        }
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        return apply(text, Matcher::matches);
    }

    /** Whether a part of the text matches. */
    public boolean isFoundIn(String text) {
        return apply(text, Matcher::find);
    }

    /**
     * Works with a matcher over the text.
     *
     * @throws JsonPathLimitException if the work takes too long or goes too deep
     */
    public <T> T apply(String text, Function<Matcher, T> work) {
        long[] left = LEFT.get();
        BoundedText bounded = new BoundedText(text, left == null ? MOST_READS : Math.min(MOST_READS, left[0]));
        try {
            return work.apply(pattern.matcher(bounded));
        } catch (StackOverflowError e) {
            throw new JsonPathLimitException("the regular expression goes too deep");
        } finally {
            if (left != null) {
                left[0] -= bounded.reads;
            }
        }
    }

    @Override
    public String toString() {
        return pattern.toString();
    }

    /** Ends a match that looks at its text too often. */
    private static final class BoundedText implements CharSequence {
        private final String text;
        private final long most;
        private long reads;

        BoundedText(String text, long most) {
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
                throw new JsonPathLimitException("the regular expression takes too long");
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
