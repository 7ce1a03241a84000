package org.archipel.expressions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How often the engine for regular expressions may go back and forth at one place of a text without reading a character of it: over
 * parts that match nothing at all, such as {@code (|)(|)(|)b} and {@code (?:){2000000000}}. Where characters are read, a checkpoint or
 * a bound ends that; here nothing does. An estimate from above, by the syntax alone.
 */
public final class EmptyMatches {
    private static final long MOST = 1L << 16;
    // A second or two.
    private static final long MOST_IN_TEXT = 1L << 30;
    private static final int SHORT = 1 << 12;

    private static final String LINE_ENDS = "\r\u0085\u2028\u2029";
    private static final String ANCHORS = "bBAGZz";

    private final String expression;
    private final Deque<Boolean> outerComments = new ArrayDeque<>();
    private boolean comments;
    private int at;

    private EmptyMatches(String expression, boolean comments) {
        this.expression = expression;
        this.comments = comments;
    }

    /**
     * Whether an expression is compared with nothing at all in little time.
     *
     * @param flags as for {@link Pattern#compile(String, int)}
     * @throws PatternSyntaxException if it has comments whose ends depend on other flags
     */
    public static boolean few(String expression, int flags) {
        return steps(expression, flags) <= MOST;
    }

    /** Whether it is compared with a text of that length in a moment, apart from the characters that are read. */
    public static boolean fewIn(Pattern pattern, int length) {
        if (length <= SHORT) {
            return true;
        }
        long steps = Math.max(
                stepsFrom(pattern, pattern.flags() & ~Pattern.COMMENTS),
                mayBeginWithComments(pattern) ? stepsFrom(pattern, pattern.flags() | Pattern.COMMENTS) : 1);
        return Part.product(steps, length) <= MOST_IN_TEXT;
    }

    // The flags of a pattern are those at its end.
    private static boolean mayBeginWithComments(Pattern pattern) {
        String expression = pattern.pattern();
        int off = expression.indexOf('-');
        return (pattern.flags() & Pattern.COMMENTS) != 0 || off >= 0 && expression.indexOf('x', off) >= 0;
    }

    private static long stepsFrom(Pattern pattern, int flags) {
        try {
            return steps(pattern.pattern(), flags);
        } catch (PatternSyntaxException e) {
            // It was compiled, so it began with other flags.
            return 1;
        }
    }

    private static long steps(String expression, int flags) {
        if ((flags & Pattern.LITERAL) != 0) {
            return 1;
        }
        return new EmptyMatches(unquoted(expression), (flags & Pattern.COMMENTS) != 0).all();
    }

    // What is quoted are characters, whatever it looks like.
    private static String unquoted(String expression) {
        if (!expression.contains("\\Q")) {
            return expression;
        }
        StringBuilder plain = new StringBuilder(expression.length());
        int place = 0;
        while (place < expression.length()) {
            char character = expression.charAt(place);
            if (character != '\\' || place + 1 == expression.length()) {
                plain.append(character);
                place++;
            } else if (expression.charAt(place + 1) != 'Q') {
                plain.append(expression, place, place + 2);
                place += 2;
            } else {
                int end = expression.indexOf("\\E", place + 2);
                int last = end < 0 ? expression.length() : end;
                plain.append("a".repeat(Math.max(0, last - place - 2)));
                place = end < 0 ? last : end + 2;
            }
        }
        return plain.toString();
    }

    // A parenthesis too many, which the compiler refuses, ends nothing here.
    private long all() {
        Part whole = Part.NOTHING;
        try {
            while (at < expression.length()) {
                whole = whole.then(alternatives());
                at++;
            }
        } catch (StackOverflowError e) {
            return Part.ENDLESS;
        }
        return whole.steps();
    }

    // Up to the parenthesis that ends them.
    private Part alternatives() {
        Part all = sequence();
        while (peek() == '|') {
            at++;
            all = all.or(sequence());
        }
        return all;
    }

    private Part sequence() {
        Part all = Part.NOTHING;
        for (char next = peek(); at < expression.length() && next != '|' && next != ')'; next = peek()) {
            all = all.then(quantified(part()));
        }
        return all;
    }

    private Part part() {
        char character = expression.charAt(at++);
        return switch (character) {
            case '(' -> group();
            case '[' -> characters();
            case '\\' -> escape();
            case '^', '$' -> Part.ANCHOR;
            default -> Part.CHARACTER;
        };
    }

    private Part group() {
        outerComments.push(comments);
        boolean plain = true;
        boolean look = false;
        if (peek() == '?') {
            char kind = raw(1);
            look = kind == '=' || kind == '!' || kind == '<' && (raw(2) == '=' || raw(2) == '!');
            boolean flags = ":=!<>".indexOf(kind) < 0;
            if (kind == '<' && !look) {
                at = Math.max(at, expression.indexOf('>', at));
            } else if (flags) {
                plain = flags();
            }
            at += flags ? 0 : kind == '<' && look ? 3 : kind == '<' ? 1 : 2;
        }
        if (!plain) {
            // Flags for what follows in the group around it.
            outerComments.pop();
            return Part.NOTHING;
        }
        Part inner = alternatives();
        at++;
        comments = outerComments.pop();
        return look
                ? new Part(true, inner.ways(), Part.sum(inner.parts(), 1))
                : inner.then(inner.empty() ? Part.ANCHOR : Part.NOTHING);
    }

    // Of "(?flags)" and "(?flags:"; whether a group begins.
    private boolean flags() {
        boolean on = true;
        at++;
        while (at < expression.length() && raw(0) != ')' && raw(0) != ':') {
            char flag = expression.charAt(at++);
            if (flag == '-') {
                on = false;
            } else if (flag == 'x') {
                comments = on;
            }
        }
        return at < expression.length() && expression.charAt(at++) == ':';
    }

    private Part characters() {
        if (peek() == '^') {
            at++;
        }
        // A bracket at the beginning does not end it.
        boolean first = true;
        for (char next = peek(); at < expression.length() && (first || next != ']'); next = peek()) {
            first = false;
            at++;
            if (next == '\\') {
                at += raw(0) == 'c' ? 2 : 1;
            } else if (next == '[') {
                characters();
            }
        }
        at++;
        return Part.CHARACTER;
    }

    private Part escape() {
        char escaped = raw(0);
        at++;
        if (escaped == 'c') {
            at++;
        } else if (raw(0) == '{' && "pPxNb".indexOf(escaped) >= 0) {
            at = Math.max(at, expression.indexOf('}', at) + 1);
        } else if (escaped == 'k') {
            at = Math.max(at, expression.indexOf('>', at) + 1);
        }
        boolean reference = escaped == 'k' || escaped >= '1' && escaped <= '9';
        return reference || ANCHORS.indexOf(escaped) >= 0 ? Part.ANCHOR : Part.CHARACTER;
    }

    private Part quantified(Part part) {
        Part result = part;
        for (char next = peek(); ; next = peek()) {
            if (next == '?') {
                result = result.repeated(0, 1);
            } else if (next == '*') {
                result = result.repeated(0, 2);
            } else if (next == '+') {
                result = result.repeated(1, 2);
            } else if (next == '{') {
                result = counted(result);
            } else {
                return result;
            }
            at += next == '{' ? 0 : 1;
            // Whether it takes as little as it can, or gives nothing back.
            if (raw(0) == '?' || raw(0) == '+') {
                at++;
            }
        }
    }

    private Part counted(Part part) {
        int end = expression.indexOf('}', at);
        String counts = end < 0 ? "" : expression.substring(at + 1, end);
        at = end < 0 ? expression.length() : end + 1;
        int comma = counts.indexOf(',');
        long least = number(comma < 0 ? counts : counts.substring(0, comma));
        return part.repeated(least, comma < 0 ? least : Part.ENDLESS);
    }

    private static long number(String digits) {
        String trimmed = digits.strip();
        boolean known =
                !trimmed.isEmpty() && trimmed.length() < 11 && trimmed.chars().allMatch(Character::isDigit);
        return known ? Long.parseLong(trimmed) : Part.ENDLESS;
    }

    private char raw(int ahead) {
        return at + ahead < expression.length() ? expression.charAt(at + ahead) : 0;
    }

    // The next character that means something; 0 at the end.
    private char peek() {
        while (comments && at < expression.length()) {
            char character = expression.charAt(at);
            if (character == '#') {
                comment();
            } else if (character <= ' ' && Character.isWhitespace(character)) {
                at++;
            } else {
                return character;
            }
        }
        return raw(0);
    }

    // With what a line ends depends on flags.
    private void comment() {
        int end = expression.indexOf('\n', at);
        int last = end < 0 ? expression.length() : end;
        for (int i = at; i < last; i++) {
            if (LINE_ENDS.indexOf(expression.charAt(i)) >= 0) {
                throw new PatternSyntaxException("has comments that end with other than a line feed", expression, i);
            }
        }
        at = end < 0 ? last : end + 1;
    }
}
