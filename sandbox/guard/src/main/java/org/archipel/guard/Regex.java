package org.archipel.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.archipel.expressions.EmptyMatches;

/** Regular expressions that can be stopped: the engine reads its input through checkpoints. */
public final class Regex {
    private static final int LONGEST_PATTERN = 16 << 10;

    private Regex() {}

    private static String bounded(String regex) {
        if (regex.length() > LONGEST_PATTERN) {
            throw new PatternSyntaxException("the expression is too long", regex.substring(0, 80), LONGEST_PATTERN);
        }
        return regex;
    }

    /**
     * Whether an expression without flags is compared with nothing at all in little time; for the platform, which counts what is read.
     *
     * @throws PatternSyntaxException if it has comments whose ends depend on other flags
     */
    public static boolean isBounded(String expression) {
        return EmptyMatches.few(expression, 0);
    }

    // Where it reads nothing, it passes no checkpoint.
    private static CharSequence checked(Pattern pattern, CharSequence input) {
        String text = input.toString();
        if (!EmptyMatches.fewIn(pattern, text.length())) {
            throw new SecurityException(
                    "not allowed to extensions: an expression that may match nothing in so many ways, in a text of "
                            + text.length() + " characters");
        }
        return new CheckedText(text);
    }

    public static Pattern compile(String regex) {
        return compile(regex, 0);
    }

    /** Canonical equivalence multiplies the expression while it is compiled. */
    public static Pattern compile(String regex, int flags) {
        if ((flags & Pattern.CANON_EQ) != 0) {
            throw new SecurityException("not allowed to extensions: canonical equivalence in regular expressions");
        }
        if (!EmptyMatches.few(bounded(regex), flags)) {
            throw new SecurityException(
                    "not allowed to extensions: a regular expression that may match nothing in so many ways");
        }
        return Pattern.compile(regex, flags);
    }

    public static Matcher matcher(Pattern pattern, CharSequence input) {
        return pattern.matcher(checked(pattern, input));
    }

    /** The text is any that the matcher has. */
    public static Matcher usePattern(Matcher matcher, Pattern pattern) {
        if (pattern != null && !EmptyMatches.fewIn(pattern, Sizes.MOST_ELEMENTS >> 4)) {
            throw new SecurityException(
                    "not allowed to extensions: changing to an expression that may match nothing in so many ways");
        }
        return matcher.usePattern(pattern);
    }

    public static boolean matches(String regex, CharSequence input) {
        return matcher(compile(regex), input).matches();
    }

    public static Matcher reset(Matcher matcher, CharSequence input) {
        return matcher.reset(checked(matcher.pattern(), input));
    }

    public static String[] split(Pattern pattern, CharSequence input) {
        return pattern.split(checked(pattern, input));
    }

    public static String[] split(Pattern pattern, CharSequence input, int limit) {
        return pattern.split(checked(pattern, input), limit);
    }

    public static Stream<String> splitAsStream(Pattern pattern, CharSequence input) {
        return pattern.splitAsStream(checked(pattern, input));
    }

    public static Predicate<String> asPredicate(Pattern pattern) {
        return text -> matcher(pattern, text).find();
    }

    public static Predicate<String> asMatchPredicate(Pattern pattern) {
        return text -> matcher(pattern, text).matches();
    }

    public static boolean matches(String text, String regex) {
        return matches(regex, (CharSequence) text);
    }

    public static String replaceAll(String text, String regex, String replacement) {
        return matcher(compile(regex), text).replaceAll(replacement);
    }

    public static String replaceFirst(String text, String regex, String replacement) {
        return matcher(compile(regex), text).replaceFirst(replacement);
    }

    public static String[] split(String text, String regex) {
        return split(text, regex, 0);
    }

    public static String[] split(String text, String regex, int limit) {
        return isPlain(regex) && text.length() <= LONGEST_PATTERN
                ? text.split(regex, limit)
                : split(compile(regex), text, limit);
    }

    // One plain character is split without the engine, and without a checkpoint. An escaped letter is an expression.
    private static boolean isPlain(String regex) {
        return regex.length() == 1
                || regex.length() == 2 && regex.charAt(0) == '\\' && !Character.isLetterOrDigit(regex.charAt(1));
    }

    /** A method of JDK 21 and later. */
    public static String[] splitWithDelimiters(String text, String regex, int limit) {
        return splitWithDelimiters(compile(regex), text, limit);
    }

    /** A method of JDK 21 and later. */
    public static String[] splitWithDelimiters(Pattern pattern, CharSequence input, int limit) {
        String text = input.toString();
        List<String> parts = new ArrayList<>();
        Matcher matcher = matcher(pattern, text);
        int done = 0;
        int matches = 0;
        while ((limit <= 0 || matches < limit - 1) && matcher.find()) {
            // Nothing at the very beginning parts nothing.
            if (matcher.end() > 0) {
                parts.add(text.substring(done, matcher.start()));
                parts.add(matcher.group());
                done = matcher.end();
                matches++;
            }
        }
        parts.add(text.substring(done));
        while (limit == 0 && parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return parts.toArray(String[]::new);
    }

    /** A text that passes a checkpoint for each character that is read. */
    private record CheckedText(String text) implements CharSequence {
        @Override
        public char charAt(int index) {
            Checkpoint.check();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
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
