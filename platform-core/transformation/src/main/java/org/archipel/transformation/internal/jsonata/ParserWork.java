package org.archipel.transformation.internal.jsonata;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
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
    private static final String CLOSING = ")]}";
    /** Operands where one is expected: fields of all names, the parent. */
    private static final String OPERANDS = "*%";
    /** As {@link #OPERANDS}: fields of these names. */
    private static final Set<String> WORDS = Set.of("and", "or", "in");

    private static final Set<String> FUNCTION = Set.of("function", "\u03BB");
    private static final Pattern NUMBER = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?");

    private final String text;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int at;
    /** Whether what comes begins an operand, as at the beginning and after an operator. */
    private boolean operandNext = true;
    /** Whether a bracket that comes is that of the parameters of a function. */
    private boolean parametersNext;
    /** Whether it is behind the parameters of a function. */
    private boolean afterParameters;

    private final Matcher number;

    private ParserWork(String text) {
        this.text = text;
        this.number = NUMBER.matcher(text);
        levels.push(new Level(false));
    }

    /** Between two brackets. */
    private static final class Level {
        private double before;
        private double sinceSeparator;
        private final boolean parameters;
        private boolean bars;

        Level(boolean parameters) {
            this.parameters = parameters;
        }

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
        boolean behindParameters = afterParameters;
        afterParameters = false;
        if (startsWith("?:") || startsWith("??")) {
            level.twice();
            at += 2;
            operandNext = true;
            parametersNext = false;
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator(c, level, behindParameters);
        } else {
            int begin = at;
            skipOperand(c);
            String word = text.substring(begin, Math.min(at, text.length()));
            operandNext = !operandNext && WORDS.contains(word);
            parametersNext = FUNCTION.contains(word.replace("`", ""));
        }
    }

    private void skipOperand(char first) {
        if (first == '"' || first == '\'') {
            skipText(first);
        } else if (number.region(at, text.length()).lookingAt()) {
            at = number.end();
        } else if (first == '`') {
            int close = text.indexOf('`', at + 1);
            at = close < 0 ? text.length() : close + 1;
        } else {
            skipName();
        }
    }

    private void skipName() {
        while (at < text.length() && SPACES.indexOf(text.charAt(at)) < 0 && OPERATORS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void operator(char c, Level level, boolean behindParameters) {
        switch (c) {
            case '(', '[', '{' -> levels.push(new Level(c == '(' && parametersNext));
            case ')', ']', '}' -> {
                if (levels.size() > 1) {
                    levels.pop();
                    levels.peek().sinceSeparator += level.all();
                    afterParameters = level.parameters;
                }
            }
            case ',', ';', ':', '?' -> level.separate();
            case '|' -> level.bars = true;
            case '/' -> requireDivision();
            case '<' -> {
                if (behindParameters) {
                    throw new IllegalArgumentException(SyntaxTree.SIGNATURE);
                }
            }
            default -> {
                // Parts of its kind make no difference.
            }
        }
        at += startsWith("**") ? 2 : 1;
        operandNext = CLOSING.indexOf(c) < 0 && !(operandNext && OPERANDS.indexOf(c) >= 0);
        // To the library, the name before [] is a name still.
        parametersNext &= c == '[' || c == ']';
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
        if (operandNext) {
            throw new IllegalArgumentException(SyntaxTree.REGULAR_EXPRESSION);
        }
    }
}
