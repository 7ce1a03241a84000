package org.archipel.jsonpath;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of Java whose work on one text is bounded, since the engine backtracks and recurses. Thread-safe. */
public final class BoundedPattern {
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
     * @throws PatternSyntaxException if it is no regular expression
     */
    public static BoundedPattern compile(String expression, int flags) {
        try {
            return new BoundedPattern(Pattern.compile(expression, flags));
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("is nested too deeply", "", -1);
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
        try {
            return work.apply(pattern.matcher(new BoundedText(text)));
        } catch (StackOverflowError e) {
            throw new JsonPathLimitException("the regular expression goes too deep");
        }
    }

    @Override
    public String toString() {
        return pattern.toString();
    }

    /** Ends a match that looks at its text too often. */
    private static final class BoundedText implements CharSequence {
        private static final int MOST_READS = 5_000_000;

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
