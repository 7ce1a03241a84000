package org.archipel.transformation.internal.jsonata;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the library's parser goes through the parts of an expression. It goes twice through what stands before {@code ?:} and
 * {@code ??}, so that sixty of them within each other are more than can be gone through. Whatever is not sure counts as the worse.
 */
final class ParserWork {
    private static final double MOST = 100_000;
    private static final String SPACES = " \t\n\r";
    private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    /** A slash after these is no division. */
    private static final String OPENING = ".[{(,@#;:?+-*/%|=<>^&!~";

    private static final Pattern WORD = Pattern.compile("(?:^|[^\\p{L}\\p{N}_$])(?:and|or|in)$");
    private static final int LONGEST_WORD = 3;
    private static final Pattern NUMBER = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?");

    private final String text;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int at;
    /** Where the last token ends that is no space or comment. */
    private int end;

    private final Matcher number;

    private ParserWork(String text) {
        this.text = text;
        this.number = NUMBER.matcher(text);
        levels.push(new Level());
    }

    /** Between two brackets. */
    private static final class Level {
        private double before;
        private double sinceSeparator;
        private boolean bars;

        double all() {
            return before + sinceSeparator;
        }

        void separate() {
            before += sinceSeparator;
            sinceSeparator = 0;
        }

        void twice() {
            sinceSeparator *= 2;
            if (bars) {
                // Where a transformation begins is not known.
                before *= 2;
            }
            separate();
        }
    }

    /** @throws IllegalArgumentException if the parser would take long */
    static void requireLittle(String text) {
        ParserWork work = new ParserWork(text);
        while (work.at < text.length()) {
            work.next();
        }
        double all = 0;
        for (Level level : work.levels) {
            all += level.all();
        }
        if (all > MOST) {
            throw new IllegalArgumentException("has too many ?: and ?? within each other");
        }
    }

    private void next() {
        char c = text.charAt(at);
        if (SPACES.indexOf(c) >= 0) {
            at++;
            return;
        }
        if (startsWith("/*")) {
            int close = text.indexOf("*/", at + 2);
            at = close < 0 ? text.length() : close + 2;
            return;
        }
        Level level = levels.peek();
        level.sinceSeparator++;
        if (startsWith("?:") || startsWith("??")) {
            level.twice();
            at += 2;
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator(c, level);
            at++;
        } else if (c == '"' || c == '\'') {
            skipText(c);
        } else if (number.region(at, text.length()).lookingAt()) {
            at = number.end();
        } else if (c == '`') {
            int close = text.indexOf('`', at + 1);
            at = close < 0 ? text.length() : close + 1;
        } else {
            skipName();
        }
        end = at;
    }

    private void skipName() {
        while (at < text.length() && SPACES.indexOf(text.charAt(at)) < 0 && OPERATORS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void operator(char c, Level level) {
        switch (c) {
            case '(', '[', '{' -> levels.push(new Level());
            case ')', ']', '}' -> {
                if (levels.size() > 1) {
                    levels.pop();
                    levels.peek().sinceSeparator += level.all();
                }
            }
            case ',', ';', ':', '?' -> level.separate();
            case '|' -> level.bars = true;
            case '/' -> requireDivision();
            default -> {
                // Parts of its kind make no difference.
            }
        }
    }

    private boolean startsWith(String token) {
        return text.startsWith(token, at);
    }

    private void skipText(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /** What looks like more of the expression may be in a regular expression, and the other way round. */
    private void requireDivision() {
        String before = text.substring(Math.max(0, end - LONGEST_WORD - 1), end);
        if (before.isEmpty()
                || OPENING.indexOf(before.charAt(before.length() - 1)) >= 0
                || WORD.matcher(before).find()) {
            throw new IllegalArgumentException(SyntaxTree.REGULAR_EXPRESSION);
        }
    }
}
